// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: no hidden imports, memory safety spelled out, no warnings.
let rules: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

// Imports point down only: a target may name the targets above it in this list, never below.
let package = Package(
  name: "springtide",
  products: [
    .executable(name: "springtide", targets: ["springtide"]),
    // For the benchmarks, which are a package of their own.
    .library(name: "EventKernel", targets: ["EventKernel"]),
    .library(name: "Cluster", targets: ["Cluster", "Manifests", "Metrics", "Scenario"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
  ],
  targets: [
    .target(name: "EventKernel", swiftSettings: rules),
    .target(name: "Metrics", swiftSettings: rules),
    .target(
      name: "Manifests", dependencies: [.product(name: "Yams", package: "Yams")],
      swiftSettings: rules),
    .target(
      name: "Scenario", dependencies: ["EventKernel", "Manifests"], swiftSettings: rules),
    .target(
      name: "MetricStore",
      dependencies: ["Metrics", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: rules),
    .target(
      name: "Cluster", dependencies: ["EventKernel", "Manifests", "Metrics", "Scenario"],
      swiftSettings: rules),
    .target(
      name: "Report",
      dependencies: [
        "Metrics", "MetricStore", .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: rules),
    .target(
      name: "Planner",
      dependencies: ["Cluster", "EventKernel", "Manifests", "Metrics", "MetricStore", "Scenario"],
      swiftSettings: rules),
    .executableTarget(
      name: "springtide",
      dependencies: [
        "Cluster", "EventKernel", "Manifests", "Metrics", "MetricStore", "Planner", "Report",
        "Scenario", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: rules),
    .testTarget(name: "EventKernelTests", dependencies: ["EventKernel"], swiftSettings: rules),
    .testTarget(
      name: "ManifestsTests", dependencies: ["Manifests"], exclude: ["Fixtures"],
      swiftSettings: rules),
    .testTarget(
      name: "ScenarioTests", dependencies: ["EventKernel", "Scenario", "Manifests"],
      exclude: ["Fixtures"],
      swiftSettings: rules),
    .testTarget(
      name: "MetricStoreTests", dependencies: ["MetricStore", "Metrics"], swiftSettings: rules),
    .testTarget(
      name: "ClusterTests",
      dependencies: ["Cluster", "EventKernel", "Manifests", "Metrics", "Scenario"],
      exclude: ["Fixtures"], swiftSettings: rules),
    .testTarget(
      name: "ReportTests", dependencies: ["Report", "MetricStore", "Metrics"],
      swiftSettings: rules),
    .testTarget(
      name: "PlannerTests",
      dependencies: ["Planner", "Cluster", "Manifests", "Metrics", "MetricStore", "Scenario"],
      swiftSettings: rules),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "springtide", "Cluster", "Manifests", "MetricStore", "Metrics", "Planner", "Report",
      ],
      swiftSettings: rules),
    .testTarget(name: "TidyTests", swiftSettings: rules),
  ]
)
