// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

@Suite struct EventSinkTests {
  @Test func `one event is under way at a time`() {
    var sink = EventSink()
    var started = [sink.start()]
    sink.add()
    sink.add()
    started += [sink.start(), sink.start()]
    sink.finish()
    started.append(sink.start())
    sink.finish()
    started.append(sink.start())
    #expect(started == [false, true, false, true, false])
  }

  @Test func `more events than the broadcaster keeps are dropped`() {
    var sink = EventSink()
    for _ in 0..<5000 { sink.add() }
    #expect(sink.waitingCount == 1000)
  }
}
