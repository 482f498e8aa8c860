// SPDX-License-Identifier: Apache-2.0

extension QueueModel {
  /// The mean time that a request stays, in seconds.
  var meanSeconds: Double {
    var mean = fixedSeconds
    if waitRate > 0 { mean += waitProbability / waitRate }
    if firstRate > 0 { mean += firstWeight / firstRate }
    if firstWeight < 1, secondRate > 0 { mean += (1 - firstWeight) / secondRate }
    return mean
  }
}
