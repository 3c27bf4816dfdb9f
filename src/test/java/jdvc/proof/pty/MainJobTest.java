package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole main job as a newcomer types it into the example: real files, real Git, the real protocol of S3. */
@Timeout(300)
class MainJobTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void fromAnUntrackedModelToAnOldVersionOnAnotherDay() {
        try (var shell = WORLD.home().window(140, 40).shell("--demo")) {
            shell.sees("An example: a project on branch dev").at("jdvc dev ❯");
            assertEquals(
                    "There are no data or pipelines tracked in this project yet.",
                    shell.run("status").get(0));

            var added = shell.run("add pkl/model.pkl");
            assertTrue(added.contains("        git add pkl/.gitignore pkl/model.pkl.dvc"), added.toString());
            shell.at("jdvc dev ↑? ❯"); // nobody has asked the remote yet

            says(shell, "push", "1 file pushed");
            shell.at("jdvc dev ❯");

            publish(shell, "publish -m 'first model'", "commit    first model");
            assertEquals(List.of("first model"), shell.run("git log -1 --format=%s origin/dev"));

            shell.run("!echo 'a better model' >pkl/model.pkl");
            shell.at("jdvc dev ✎1 ❯");
            says(shell, "status", "                modified:           pkl/model.pkl");

            publish(shell, "publish", "commit    Update pkl/model.pkl");
            assertEquals(List.of("0"), shell.run("git rev-list --count origin/dev..dev"));

            var versions = shell.run("versions pkl/model.pkl");
            assertTrue(versions.stream().anyMatch(row -> row.contains("Update pkl/model.pkl")), versions.toString());
            assertTrue(versions.stream().anyMatch(row -> row.contains("first model")), versions.toString());

            says(shell, "checkout pkl/model.pkl@HEAD~1", "M       pkl/model.pkl");
            assertEquals(List.of("409608"), shell.run("!wc -c <pkl/model.pkl"));
            shell.at("jdvc dev ✎1 ❯");

            shell.run("!rm pkl/model.pkl");
            shell.at("jdvc dev ⌫1 ❯");
            says(shell, "pull", "A       pkl/model.pkl");
            assertEquals(List.of("a better model"), shell.run("!cat pkl/model.pkl"));
            shell.at("jdvc dev ❯");

            assertEquals(0, shell.enter("exit").exit());
        }
    }

    /** A verb that takes more than 200 ms leaves a line of its progress, too. */
    private static void says(Pty shell, String line, String expected) {
        var answer = shell.run(line);
        assertTrue(answer.contains(expected), answer.toString());
    }

    private static void publish(Pty shell, String line, String planned) {
        shell.enter(line).sees("Publish this? [y/n").sees(planned).enter("y").at("jdvc dev ❯");
        for (var step : List.of("verify", "git add", "git commit", "git push")) shell.sees("✓ " + step);
    }

    @Test
    void theExampleIsGoneWhenTheTabIsClosed() {
        var home = WORLD.home().window(200, 24);
        try (var shell = home.shell("--demo")) {
            shell.at("jdvc dev ❯");
            var place = shell.run("pwd").get(0);
            assertTrue(home.at(home.folder()).has(place));
            shell.hangUp().exit();
            home.exec(List.of("sh", "-c", "while [ -e '" + place + "' ]; do sleep 0.1; done"), "");
        }
    }
}
