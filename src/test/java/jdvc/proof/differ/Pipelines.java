package jdvc.proof.differ;

import java.util.List;
import java.util.Random;

/** Stages written by hand, and what they would have made. */
final class Pipelines {

    private static final String TRAIN =
            "stages:\\n  train:\\n    cmd: echo\\n    deps:\\n    - f\\n    outs:\\n    - out.txt\\n";

    private final Random random;
    private final Names names;

    Pipelines(Random random, Names names) {
        this.random = random;
        this.names = names;
    }

    String line() {
        switch (random.nextInt(8)) {
            case 0:
                return "printf '" + TRAIN + "' > dvc.yaml && printf 'made\\n' > out.txt";
            case 1:
                return "printf '" + TRAIN
                        + "    params:\\n    - lr\\n    metrics:\\n    - metrics.json:\\n        cache: false\\n' > dvc.yaml"
                        + " && printf 'lr: 0.1\\n' > params.yaml && printf '{\"acc\": 0.9}' > metrics.json && printf 'made\\n' > out.txt";
            case 2:
                return "printf 'stages:\\n  each:\\n    foreach: [one, two]\\n    do:\\n      cmd: echo\\n      outs:\\n      - ${item}.out\\n' > dvc.yaml"
                        + " && printf '1\\n' > one.out && printf '2\\n' > two.out";
            case 3:
                return "printf 'lr: 0." + random.nextInt(9) + "\\n' > params.yaml";
            case 4:
                return "printf '{\"acc\": 0." + random.nextInt(9) + ", \"deep\": {\"loss\": 1}}' > metrics.json";
            case 5:
                return "rm -f out.txt && printf 'made " + random.nextInt(3) + "\\n' > out.txt";
            case 6:
                return "dvc commit -f" + Author.oneOf(random, List.of("", " train", " dvc.yaml", " each"));
            default:
                return "rm -f " + Author.oneOf(random, List.of("dvc.yaml", "dvc.lock"));
        }
    }
}
