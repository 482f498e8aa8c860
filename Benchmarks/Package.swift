// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that users of springtide never build what is only measured against.
let rules: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "springtide", path: "..")],
  targets: [
    // Always optimised, also when the rest is built for debugging: a slow opponent proves nothing.
    .target(name: "CxxQueue", cxxSettings: [.unsafeFlags(["-O3", "-DNDEBUG"])]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CxxQueue", .product(name: "Cluster", package: "springtide"),
        .product(name: "EventKernel", package: "springtide"),
      ],
      swiftSettings: rules),
  ],
  cxxLanguageStandard: .cxx17
)
