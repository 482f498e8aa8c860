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

  /// Whether two templates differ in nothing but images and the ConfigMaps that volumes mount.
  ///
  /// The API server of Kubernetes refuses to change volumes of a pod; the vendor of StatefulSetPlus
  /// has patched its own.
  package static func differsInImagesAndConfigMaps(
    from old: PodTemplateSpec, to new: PodTemplateSpec
  ) -> Bool {
    changedContainers(from: withConfigMaps(of: new, old), to: new) != nil
  }

  /// A template with the ConfigMaps of another in volumes of the same places.
  package static func withConfigMaps(
    of new: PodTemplateSpec, _ old: PodTemplateSpec
  ) -> PodTemplateSpec {
    guard old.spec.volumes.count == new.spec.volumes.count else { return old }
    var adapted = old
    for (place, volume) in new.spec.volumes.enumerated() {
      guard case .configMap = volume.source, case .configMap = old.spec.volumes[place].source
      else { continue }
      adapted.spec.volumes[place].source = volume.source
    }
    return adapted
  }
}
