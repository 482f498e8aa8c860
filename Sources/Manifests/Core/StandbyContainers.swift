// SPDX-License-Identifier: Apache-2.0

/// The two containers of a pod that swap roles when the pod is updated in place.
///
/// One runs the application and holds a file lock, the other sleeps. An update gives the sleeping one
/// the new image, waits until it stands at the lock, and only then ends the old one. The vendor whose
/// article describes this (Tencent Meeting on TKEx, 2020) does not publish how it is written, so the
/// annotation is our own.
public struct StandbyContainers: Sendable, Hashable {
  /// The annotation of a pod template: the names of the two containers, the serving one first.
  public static let annotation = "springtide.dev/standby-containers"

  /// The place of the container that runs the application.
  public var business: Int
  /// The place of the container that sleeps.
  public var standby: Int

  /// The containers that a template names; nil if it names none, or none that it has.
  public init?(_ template: PodTemplateSpec) {
    guard let text = template.metadata.annotations[Self.annotation] else { return nil }
    let names = Self.names(in: text)
    let places = names.compactMap { name in
      template.spec.containers.firstIndex { $0.name == name }
    }
    guard names.count == 2, places.count == 2, places[0] != places[1] else { return nil }
    (business, standby) = (places[0], places[1])
  }

  /// The names that an annotation lists.
  public static func names(in text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map {
      String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
