// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Cluster

@Suite struct RecordedReasonTests {
  @Test func `every reason has a word and a sentence`() {
    for reason in RecordedReason.allCases {
      #expect(!reason.word.isEmpty)
      #expect(!reason.message(2, 3, text: "text").isEmpty)
    }
  }

  @Test func `each reason is told in one part`() {
    for reason in RecordedReason.allCases {
      let words = [
        reason.workloadWord, reason.jobWord, reason.autoscalingWord, reason.nodeWord,
      ]
      #expect(words.count { $0 != nil } == 1, "\(reason)")
    }
  }
}
