// SPDX-License-Identifier: Apache-2.0

/// A position in a text: line and column, both counted from 1.
///
/// Columns count Unicode scalars, so that a tab and an accented letter are one each.
public struct Mark: Sendable, Hashable {
  /// The line, the first being 1.
  public var line: Int32
  /// The column, the first being 1.
  public var column: Int32

  /// Makes a mark from a line and a column.
  public init(line: Int, column: Int) {
    self.line = Int32(clamping: line)
    self.column = Int32(clamping: column)
  }
}

/// A position in a file.
public struct SourcePlace: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The file as the user named it.
  public var file: String
  /// The line, the first being 1.
  public var line: Int
  /// The column, the first being 1.
  public var column: Int

  /// Makes a place from its parts.
  public init(file: String, line: Int = 1, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// Makes a place from a file and a mark in it.
  public init(file: String, mark: Mark) {
    self.init(file: file, line: Int(mark.line), column: Int(mark.column))
  }

  /// The place as compilers print it.
  public var description: String { "\(file):\(line):\(column)" }

  /// Orders places by file, line and column.
  public static func < (left: SourcePlace, right: SourcePlace) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}
