package jdvc.proof.differ;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How a sequence's repository comes to be. */
final class Opening {

    private static final List<String> DATA = List.of(
            "mkdir -p d/sub && printf 'a\\n' > d/a && printf 'b\\n' > d/b && printf 'c\\r\\nc\\r\\n' > d/sub/c",
            "printf 'model 1\\n' > model.pkl && chmod 755 model.pkl",
            "printf 'x,y\\r\\n1,2\\r\\n' > data.csv",
            "mkdir -p e && : > e/empty && printf 'a\\n' > e/same",
            "seq 30000 > big.txt");

    private final Random random;
    private final List<String> lines = new ArrayList<>();

    Opening(Random random) {
        this.random = random;
    }

    List<String> lines() {
        int shape = random.nextInt(20);
        if (shape == 0) {
            lines.add("dvc init --no-scm");
        } else if (shape == 1) {
            lines.add("git init -q && mkdir sub && cd sub && git status --short");
            lines.add("dvc init");
        } else {
            lines.add("git init -q");
            lines.add("dvc init" + Author.some(random, 15, "-q"));
        }
        if (random.nextInt(10) > 0) lines.add("dvc remote add" + Author.some(random, 85, "-d") + " r ../remote");
        settings();
        boolean old = random.nextInt(6) == 0;
        for (var each : DATA) {
            if (random.nextInt(2) == 0) lines.add(each);
        }
        lines.add("printf '1\\n' > f");
        if (old) lines.add("dvc2 add -q f" + (has("d/sub") ? " d" : ""));
        else if (random.nextBoolean())
            lines.add("dvc add f" + (has("d/sub") ? " d" : "") + (has("model") ? " model.pkl" : ""));
        if (shape > 0 && random.nextBoolean()) lines.add("git add -A && git commit -q -m one");
        return lines;
    }

    private void settings() {
        int kind = random.nextInt(12);
        if (kind == 0) lines.add("dvc config cache.type hardlink");
        if (kind == 1) lines.add("dvc config cache.type symlink");
        if (kind == 2) lines.add("dvc config cache.type hardlink,symlink");
        if (kind == 3) lines.add("dvc config core.autostage true");
        if (kind == 4) lines.add("dvc cache dir ../cache");
        if (kind == 5) lines.add("dvc config cache.shared group");
    }

    private boolean has(String part) {
        return lines.stream().anyMatch(l -> l.contains(part));
    }
}
