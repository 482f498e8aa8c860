// SPDX-License-Identifier: Apache-2.0

internal import CYaml

/// One step in a text of YAML.
struct YAMLEvent {
  enum Kind {
    case documentStart
    case open(isMapping: Bool)
    case close
    case alias(String)
    case scalar(YAMLScalar)
  }

  var kind: Kind
  var mark: Mark
  var anchor: String?
}

/// The stream of events that libyaml gives, with its memory owned.
///
/// A class, since the parser must not move in memory and must be released.
@safe final class YAMLEvents {
  private let bytes: [UInt8]
  private let limits: ManifestLimits
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var isAtEnd = false

  init(_ bytes: [UInt8], limits: ManifestLimits) {
    self.bytes = bytes
    self.limits = limits
    unsafe buffer = .allocate(capacity: max(bytes.count, 1))
    _ = unsafe buffer.initialize(from: bytes)
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, buffer.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe buffer.deallocate()
  }

  /// The next step, or nil at the end.
  func next() throws(ReadingFault) -> YAMLEvent? {
    while !isAtEnd {
      var raw = unsafe yaml_event_t()
      guard unsafe yaml_parser_parse(parser, &raw) == 1 else {
        isAtEnd = true
        throw fault()
      }
      defer { unsafe yaml_event_delete(&raw) }
      if unsafe raw.type == YAML_STREAM_END_EVENT { isAtEnd = true }
      if let event = unsafe Self.event(raw) { return event }
    }
    return nil
  }

  /// Events that only frame the stream give nil.
  private static func event(_ raw: yaml_event_t) -> YAMLEvent? {
    let mark = unsafe Mark(
      line: Int(raw.start_mark.line) + 1, column: Int(raw.start_mark.column) + 1)
    switch unsafe raw.type {
    case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, mark: mark)
    case YAML_SEQUENCE_START_EVENT:
      let anchor = unsafe text(raw.data.sequence_start.anchor)
      return YAMLEvent(kind: .open(isMapping: false), mark: mark, anchor: anchor)
    case YAML_MAPPING_START_EVENT:
      let anchor = unsafe text(raw.data.mapping_start.anchor)
      return YAMLEvent(kind: .open(isMapping: true), mark: mark, anchor: anchor)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return YAMLEvent(kind: .close, mark: mark)
    case YAML_ALIAS_EVENT:
      let name = unsafe text(raw.data.alias.anchor) ?? ""
      return YAMLEvent(kind: .alias(name), mark: mark)
    case YAML_SCALAR_EVENT:
      let scalar = unsafe raw.data.scalar
      let content = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let value = unsafe YAMLScalar(
        text: String(decoding: content, as: UTF8.self),
        isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE, tag: text(scalar.tag))
      return YAMLEvent(kind: .scalar(value), mark: mark, anchor: unsafe text(scalar.anchor))
    default: return nil
    }
  }

  private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe String(cString: pointer)
  }

  /// What libyaml says of an error, in one line with its place.
  private func fault() -> ReadingFault {
    let parser = unsafe parser.pointee
    var problem = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "out of memory"
    if unsafe parser.error == YAML_READER_ERROR {
      let mark = mark(atByte: unsafe Int(parser.problem_offset))
      return ReadingFault(mark: mark, found: "syntax error: \(problem)")
    }
    let mark = unsafe Mark(
      line: Int(parser.problem_mark.line) + 1, column: Int(parser.problem_mark.column) + 1)
    // The parser has a bound of its own, above ours, which brackets reach while it looks ahead.
    if problem.hasPrefix("Maximum nesting level") {
      return ReadingFault.tooDeep(at: mark, limits: limits)
    }
    if let context = unsafe parser.context.map({ unsafe String(cString: $0) }) {
      problem += " \(context)"
      let line = unsafe Int(parser.context_mark.line) + 1
      if line != mark.line { problem += " that begins in line \(line)" }
    }
    let byte = unsafe Int(parser.problem_mark.index)
    let isTab = byte < bytes.count && tabIndents(lineOf: mark)
    return ReadingFault(
      mark: mark, found: "syntax error: \(problem)",
      hint: isTab ? "indent with spaces: YAML does not allow tabs there" : nil)
  }

  private func tabIndents(lineOf mark: Mark) -> Bool {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard Int(mark.line) <= lines.count else { return false }
    return lines[Int(mark.line) - 1].prefix { $0 == 0x20 || $0 == 0x09 }.contains(0x09)
  }

  private func mark(atByte offset: Int) -> Mark {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == 0x0A } + 1
    let lastLine = before.suffix(from: before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
    return Mark(line: line, column: lastLine.count { $0 & 0xC0 != 0x80 } + 1)
  }
}
