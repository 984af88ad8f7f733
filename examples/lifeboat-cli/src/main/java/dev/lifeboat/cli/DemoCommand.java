package dev.lifeboat.cli;

import picocli.CommandLine.Command;

@Command(
    name = "demo",
    description = {
      "Show the main job on a PostgreSQL and an S3 server that this program brings along.",
      "Nothing else is touched, and nothing is left behind."
    })
final class DemoCommand extends Verb {
  @Override
  Answer run() {
    return Answer.done(Demo.run(console()));
  }
}
