// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// A release of a scenario made so many times larger: nodes, pods, load, and the time that it has.
struct EnlargedRelease {
  let scenario: Scenario

  init(_ small: Scenario, times: Int) {
    var larger = small
    larger.duration = small.duration * Int64(times)
    for pool in larger.cluster.nodePools.indices {
      larger.cluster.nodePools[pool].count *= times
    }
    larger.cluster.objects = Self.enlarged(small.cluster.objects, times: times)
    for place in larger.traffic.indices {
      larger.traffic[place].rate.constant *= Double(times)
    }
    // The release begins when it did; what follows it comes later.
    larger.timeline = small.timeline.compactMap { entry in
      guard case .apply(let objects) = entry.action else { return nil }
      return TimelineEntry(at: entry.at, action: .apply(Self.enlarged(objects, times: times)))
    }
    scenario = larger
  }

  private static func enlarged(_ objects: ManifestSet, times: Int) -> ManifestSet {
    var larger = objects
    for place in larger.items.indices {
      switch larger.items[place].object {
      case .deployment(var manifest):
        manifest.spec.replicas *= Int32(times)
        manifest.spec.progressDeadlineSeconds *= Int32(times)
        larger.items[place].object = .deployment(manifest)
      case .statefulSetPlus(var manifest):
        manifest.spec.replicas *= Int32(times)
        if let deadline = manifest.spec.updateStrategy.batchDeadlineMinutes {
          manifest.spec.updateStrategy.batchDeadlineMinutes = deadline * Int32(times)
        }
        larger.items[place].object = .statefulSetPlus(manifest)
      default: break
      }
    }
    return larger
  }
}
