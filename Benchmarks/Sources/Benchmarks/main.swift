// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

do throws(BenchmarkFailure) {
  let (options, names) = try BenchmarkOptions.parse(CommandLine.arguments.dropFirst())
  if names.isEmpty || names == ["list"] {
    print(BenchmarkOptions.help)
    print()
    for entry in BenchmarkEntry.all { print("  \(entry.name)  \(entry.summary)") }
    exit(names.isEmpty ? 64 : 0)
  }
  let known = BenchmarkEntry.all
  for name in names where name != "all" && !known.contains(where: { $0.name == name }) {
    throw BenchmarkFailure(reason: "no benchmark is called \(name)")
  }
  for entry in known where names == ["all"] || names.contains(entry.name) {
    print("\(entry.name): \(entry.summary)")
    try entry.run(options)
  }
} catch {
  // Diagnostics go to the standard error stream, figures alone to the standard output.
  var text = "error: \(error.reason)\n"
  text.withUTF8 { bytes in _ = unsafe write(2, bytes.baseAddress, bytes.count) }
  exit(1)
}
