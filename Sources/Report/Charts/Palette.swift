// SPDX-License-Identifier: Apache-2.0

/// Colours that people with any colour vision can tell apart, each paired with a dash pattern.
///
/// The hues are those of Okabe and Ito, "Color Universal Design" (2008), without the yellow,
/// which vanishes on white. The style sheet holds the shades for light and dark pages; a line
/// only names its slot.
package enum Palette {
  /// A place in the palette.
  package enum Slot: Int, Sendable, CaseIterable {
    case ink, blue, vermillion, green, orange, purple, sky, brown

    /// The class of the style sheet that sets the colour.
    package var cssClass: String { "k\(rawValue)" }
  }

  /// A pattern of a line, so that colour is never the only difference.
  package enum Dash: String, Sendable, CaseIterable {
    case solid = ""
    case dashed = "7 3"
    case dotted = "1.5 3"
    case dashDotted = "8 3 1.5 3"
    case longDashed = "14 4"
  }

  /// The colours in which lines without a role of their own, and several runs, are drawn.
  package static let sequence: [Slot] = [
    .blue, .vermillion, .green, .orange, .purple, .sky, .brown, .ink,
  ]

  /// The colour and pattern of the line at a position; both change from line to line.
  package static func style(at index: Int) -> (slot: Slot, dash: Dash) {
    let dashes: [Dash] = [.solid, .dashed, .dotted, .dashDotted, .longDashed]
    return (sequence[index % sequence.count], dashes[index % dashes.count])
  }
}
