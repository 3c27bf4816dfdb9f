package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.regex.Pattern;
import jdvc.proof.Lab;
import jdvc.store.s3.S3Server;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shell where it is at home: the tile in JupyterLab's Launcher, in Chromium, against an S3 server that checks signatures.
 * The server ignores Ctrl-C, as one that a script has started does. Screenshots are left in {@code target/screenshots}.
 */
@Timeout(300)
class JupyterLabTest {

    @RegisterExtension
    static final World WORLD = new World();

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    @BeforeAll
    static void allIsThere() {
        Lab.require("JUPYTER", "PLAYWRIGHT", "CHROMIUM");
    }

    /** Returns a user in whose folder {@code project} a model waits to be saved, and who has the tile. */
    private static Home user() throws IOException {
        SERVER.bucket("b-a");
        var home = WORLD.home();
        home.git("init", "-q", "--bare", "origin.git");
        home.git("init", "-q", "project");
        home.at(home.folder().resolve("project")).write("pkl/model.pkl", "weights ".repeat(50_000));
        home.write("dvc.yaml", "metrics:\n- metrics.json\n");
        measured(home, "0.8125");
        home.script("""
                init -q
                config jdvc.format 2
                remote add -q -d models s3://b-a
                remote modify -q --local models endpointurl %s
                remote modify -q --local models access_key_id lablab
                remote modify -q --local models secret_access_key lablablab
                git add .dvc .dvcignore dvc.yaml metrics.json
                git commit -q -m "A model to be"
                git switch -q -c dev
                git remote add origin ../origin.git
                git push -q -u origin dev
                """.formatted(SERVER.endpoint()));
        home.installTile();
        return home.at(home.folder());
    }

    private static void measured(Home home, String accuracy) {
        home.write("metrics.json", "{\"accuracy\": " + accuracy + "}\n");
    }

    private static Path picture(String name) throws IOException {
        return Files.createDirectories(Path.of("target/screenshots")).resolve(name + ".png");
    }

    @Test
    void theMainJobIsDoneByTyping() throws IOException {
        var home = user();
        try (var lab = home.jupyterLab().openShellIn("project")) {
            lab.at("jdvc dev ❯").labelled("jdvc project dev");
            lab.enter("status").sees("There are no data or pipelines tracked").at("jdvc dev ❯");
            lab.enter("add pkl/model.pkl").sees("git add pkl/.gitignore").at("jdvc dev ↑? ❯");
            lab.enter("push").sees("1 file pushed").at("jdvc dev ❯");
            lab.enter("publish -m 'first model'").sees("Publish this? [y/n]:").enter("y");
            lab.sees("✓ git push").at("jdvc dev ❯");

            home.write("project/pkl/model.pkl", "better weights ".repeat(40_000));
            measured(home.at(home.folder().resolve("project")), "0.85");
            lab.run("pwd");
            lab.at("jdvc dev ✎1 ❯").labelled("jdvc project dev ✎1");
            lab.enter("publish")
                    .sees("Publish this? [y/n, e: edit the message]:")
                    .enter("y")
                    .at("jdvc dev ❯");
            lab.enter("versions pkl/model.pkl").sees("Update pkl/model.pkl").at("jdvc dev ❯");
            lab.enter("checkout pkl/model.pkl@HEAD~1").at("jdvc dev ✎1 ❯");
            assertEquals("weights ".repeat(50_000), home.read("pkl/model.pkl"));
            lab.run("!rm pkl/model.pkl");
            lab.at("jdvc dev ⌫1 ❯").enter("pull").sees("A       pkl/model.pkl").at("jdvc dev ❯");
            assertEquals("better weights ".repeat(40_000), home.read("pkl/model.pkl"));
            lab.labelled("jdvc project dev").screenshot(picture("main-job"));
        }
    }

    @Test
    void aReloadInTheMiddleOfAPushGoesOnWhereItWas() throws IOException {
        var home = user();
        try (var lab = home.jupyterLab().openShellIn("project").at("jdvc dev ❯");
                var gate = Gate.before(lab)) {
            lab.run("add -q pkl/model.pkl");
            gate.requests.allow(200_000);
            lab.enter("push").seesMatch("^Pushing .*/391 KiB");
            gate.requests.awaitHeld();
            lab.reload().labelled("jdvc project dev").seesMatch("^Pushing .*/391 KiB");
            gate.requests.allow(Long.MAX_VALUE);
            lab.sees("1 file pushed").at("jdvc dev ❯");
            assertNoProgressIsLeft(lab);
            lab.reload().sees("1 file pushed").at("jdvc dev ❯").labelled("jdvc project dev");
            assertNoProgressIsLeft(lab);
            lab.enter("pwd").sees("/project\njdvc dev ❯");
        }
    }

    @Test
    void aNetworkThatComesBackFindsTheShellAsItIs() throws IOException {
        var home = user();
        try (var lab = home.jupyterLab().openShellIn("project").at("jdvc dev ❯");
                var gate = Gate.before(lab)) {
            lab.run("add -q pkl/model.pkl");
            gate.requests.allow(200_000);
            lab.enter("push").seesMatch("^Pushing ");
            gate.requests.awaitHeld();
            lab.cut();
            gate.requests.allow(Long.MAX_VALUE);
            lab.mend().sees("1 file pushed").at("jdvc dev ❯");
            lab.enter("pwd").sees("/project\njdvc dev ❯");
        }
    }

    private static void assertNoProgressIsLeft(Browser lab) {
        var left = new ArrayList<>(lab.all());
        left.removeIf(row -> !row.startsWith("Pushing") || row.contains(" in "));
        assertTrue(left.isEmpty(), left::toString);
    }

    @Test
    void twoViewsOfDifferentSizesShowTheSame() throws IOException {
        var home = user();
        try (var lab = home.jupyterLab("--size", "1400x700").openShellIn("project")) {
            lab.at("jdvc dev ❯").enter("add pkl/model.pkl").at("jdvc dev ↑? ❯");
            int wide = lab.view(0);
            int narrow = lab.view(1);
            lab.window(800, 500);
            assertTrue(narrow <= wide, narrow + " " + wide);
            lab.enter("push").sees("1 file pushed").at("jdvc dev ❯");
            lab.view(0);
            lab.sees("1 file pushed").at("jdvc dev ❯").type("sta").key("Tab").at("jdvc dev ❯ status");
            lab.view(1);
            lab.at("jdvc dev ❯ status").key("Enter").sees("up to date").at("jdvc dev ❯");
        }
    }

    @Test
    void aPasteAsksAndCtrlCStops() throws IOException {
        var home = user();
        try (var lab = home.jupyterLab().openShellIn("project").at("jdvc dev ❯");
                var gate = Gate.before(lab)) {
            lab.paste("add -q pkl/model.pkl\n!echo done >a\n").sees("!echo done >a");
            assertTrue(!home.has("project/a") && !home.has("project/pkl/model.pkl.dvc"));
            lab.key("Enter")
                    .sees("Run these 2 lines in order? [y/n]:")
                    .enter("y")
                    .at("jdvc dev ↑? ❯");
            assertEquals("done\n", home.read("project/a"));

            gate.requests.allow(0);
            lab.enter("push");
            gate.requests.awaitHeld();
            lab.key("C-c").sees("interrupted").at("jdvc dev ↑? ❯");
            lab.type("dropped").at("jdvc dev ↑? ❯ dropped").key("C-c").at("jdvc dev ↑? ❯");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JupyterLab Light", "JupyterLab Dark"})
    void everyColourCanBeReadOn(String theme) throws IOException {
        var home = user();
        try (var lab = home.jupyterLab().theme(theme).openShellIn("project").at("jdvc dev ❯")) {
            lab.enter("add pkl/model.pkl").at("jdvc dev ↑? ❯");
            lab.enter("publish -m 'first model'").sees("Publish this? [y/n]:").enter("y");
            lab.sees("✓ git push").at("jdvc dev ❯");
            home.write("project/pkl/model.pkl", "better");
            lab.run("psuh");
            lab.at("jdvc dev ✎1 ❯").enter("versions pkl/model.pkl").at("jdvc dev ✎1 ❯");
            lab.type("pu")
                    .key("Tab")
                    .sees("publish ")
                    .screenshot(picture(theme.substring(11).toLowerCase()));
            var palette = lab.palette();
            var used = coloursOf(lab.received());
            assertNotEquals(0, used.size());
            for (int colour : used) {
                double contrast = palette.contrast(palette.numbered().get(colour));
                assertTrue(contrast >= 3, "colour " + colour + " on " + palette.background() + ": " + contrast);
            }
            lab.key("C-c").at("jdvc dev ✎1 ❯");
        }
    }

    /** Returns the numbers of the colours that some text was written in. */
    private static TreeSet<Integer> coloursOf(String output) {
        var colours = new TreeSet<Integer>();
        var style = Pattern.compile("\u001b\\[([0-9;]+)m").matcher(output);
        while (style.find()) {
            for (var code : style.group(1).split(";")) {
                int number = code.isEmpty() ? 0 : Integer.parseInt(code);
                if (number >= 30 && number <= 37) colours.add(number - 30);
                if (number >= 90 && number <= 97) colours.add(number - 82);
            }
        }
        return colours;
    }
}
