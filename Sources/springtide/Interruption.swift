// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What an interrupt from the keyboard or a request to terminate does.
///
/// Nothing needs to be put in order: the store marks a run as complete in its last transaction, so
/// a run that ends here is incomplete in the file as well.
enum Interruption {
  /// Ends the process at once with the shell's code for the signal.
  static func install() {
    // A parent with threads may have started this process with its signals blocked.
    var ours = sigset_t()
    unsafe sigemptyset(&ours)
    for number in [SIGINT, SIGTERM, SIGPIPE] { unsafe sigaddset(&ours, number) }
    unsafe sigprocmask(SIG_UNBLOCK, &ours, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        // Only calls that POSIX allows in a handler.
        let text: StaticString = "\nspringtide: interrupted; an unfinished run stays incomplete\n"
        _ = unsafe write(2, text.utf8Start, text.utf8CodeUnitCount)
        _exit(128 + number)
      }
    }
  }
}
