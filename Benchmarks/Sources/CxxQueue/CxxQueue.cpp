// SPDX-License-Identifier: Apache-2.0

#include "CxxQueue.h"

#include <queue>
#include <utility>
#include <vector>

namespace {

struct Event {
  int64_t time;
  uint64_t sequence;
  uint64_t first;
  uint64_t second;
};
static_assert(sizeof(Event) == 32, "the record has the size of the one it is compared with");

struct Later {
  bool operator()(const Event &left, const Event &right) const {
    if (left.time != right.time) return left.time > right.time;
    return left.sequence > right.sequence;
  }
};

}  // namespace

struct CxxHoldModel {
  std::priority_queue<Event, std::vector<Event>, Later> queue;
  std::vector<int64_t> delays;
  uint64_t delayMask;
  uint64_t sequence;
  uint64_t checksum;
};

CxxHoldModel *cxx_hold_create(int64_t pending, const int64_t *delays, int64_t delayCount) {
  std::vector<Event> storage;
  storage.reserve(pending + 1);
  auto *model = new CxxHoldModel{
      std::priority_queue<Event, std::vector<Event>, Later>(Later(), std::move(storage)),
      std::vector<int64_t>(delays, delays + delayCount),
      static_cast<uint64_t>(delayCount - 1), 0, 0};
  for (int64_t i = 0; i < pending; i++) {
    model->queue.push(Event{delays[i], model->sequence, model->sequence, 0});
    model->sequence++;
  }
  return model;
}

uint64_t cxx_hold_run(CxxHoldModel *model, int64_t pairs) {
  auto &queue = model->queue;
  const int64_t *delays = model->delays.data();
  const uint64_t delayMask = model->delayMask;
  uint64_t sequence = model->sequence, checksum = model->checksum;
  for (int64_t i = 0; i < pairs; i++) {
    const Event event = queue.top();
    queue.pop();
    checksum = (checksum ^ static_cast<uint64_t>(event.time) ^ (event.sequence << 32)) *
               0x9E3779B97F4A7C15u;
    checksum ^= checksum >> 32;
    const int64_t delay = delays[sequence & delayMask];
    queue.push(Event{event.time + delay, sequence, event.first, event.second + 1});
    sequence++;
  }
  model->sequence = sequence;
  model->checksum = checksum;
  return checksum;
}

void cxx_hold_destroy(CxxHoldModel *model) { delete model; }

int cxx_is_optimized(void) {
#ifdef __OPTIMIZE__
  return 1;
#else
  return 0;
#endif
}
