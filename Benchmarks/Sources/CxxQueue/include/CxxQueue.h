// SPDX-License-Identifier: Apache-2.0

// The hold model on std::priority_queue, the opponent of the `kernel` benchmark.

#ifndef CXX_QUEUE_H
#define CXX_QUEUE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct CxxHoldModel CxxHoldModel;

/// Copies the delays and fills a queue with `pending` events, the first at `delays[0]` and so on.
/// `delayCount` must be a power of two and at least `pending`.
CxxHoldModel *cxx_hold_create(int64_t pending, const int64_t *delays, int64_t delayCount);

/// Pops the first event and pushes it again the next delay later, `pairs` times. Returns a checksum
/// over the times and sequence numbers in the order of popping, continued from call to call.
uint64_t cxx_hold_run(CxxHoldModel *model, int64_t pairs);

void cxx_hold_destroy(CxxHoldModel *model);

/// Tells whether this file was compiled with optimisation.
int cxx_is_optimized(void);

#ifdef __cplusplus
}
#endif

#endif
