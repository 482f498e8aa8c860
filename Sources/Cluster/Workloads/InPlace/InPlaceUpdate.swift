// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// Tells whether a pod can be brought from one template to another without being deleted.
///
/// The API server lets little of a pod's specification change (kubernetes v1.36
/// pkg/apis/core/validation/validation.go, ValidatePodUpdate); of that, updates in place use the
/// images of containers (openkruise/kruise pkg/util/inplaceupdate/inplace_update_defaults.go).
package enum InPlaceUpdate {
  /// The places of the containers whose images differ; nil if anything else does.
  ///
  /// An empty list means that nothing is to be done.
  package static func changedContainers(
    from old: PodTemplateSpec, to new: PodTemplateSpec
  ) -> [Int]? {
    var changed: [Int] = []
    var adapted = old
    guard old.spec.containers.count == new.spec.containers.count else { return nil }
    for (place, container) in new.spec.containers.enumerated()
    where old.spec.containers[place].image != container.image {
      changed.append(place)
      adapted.spec.containers[place].image = container.image
    }
    return adapted == new ? changed : nil
  }
}
