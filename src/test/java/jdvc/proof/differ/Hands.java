package jdvc.proof.differ;

import static jdvc.command.Words.quote;

import java.util.List;
import java.util.Random;

/** What users do without DVC: lines for sh. */
final class Hands {

    private static final List<String> CONTENTS =
            List.of("", "1\\n", "2\\n", "a\\n", "b\\n", "x\\r\\ny\\r\\n", "\\200\\4\\0model\\n", "no end");

    private final Random random;
    private final Names names;

    Hands(Random random, Names names) {
        this.random = random;
        this.names = names;
    }

    String file() {
        var file = names.file();
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4:
                return write(file);
            case 5:
                return write(names.directory() + "/" + Author.oneOf(random, List.of("new", "n2", "deep/er")));
            case 6:
                return "touch " + quote(file);
            case 7:
                // Of a link it would change the cache.
                return "[ -h F ] || [ \"$(stat -c %h F)\" -gt 1 ] || chmod M F"
                        .replace("F", quote(file))
                        .replace("M", Author.oneOf(random, List.of("755", "644", "600", "+x")));
            case 8, 9:
                return "rm -rf " + quote(names.path());
            case 10:
                return "mv -T " + quote(names.file()) + " " + quote(names.any());
            case 11:
                return "cp -L --remove-destination " + quote(file) + " " + quote(names.any());
            case 12:
                return "mkdir -p " + quote(names.any());
            default:
                return links();
        }
    }

    private String write(String file) {
        var parent = file.contains("/") ? "mkdir -p " + quote(file.substring(0, file.lastIndexOf('/'))) + " && " : "";
        // A link is replaced, not written through.
        return parent + "rm -rf " + quote(file) + " && printf '" + Author.oneOf(random, CONTENTS) + "' > "
                + quote(file);
    }

    private String links() {
        if (random.nextInt(3) == 0) return "ln -sfn d linked";
        return "ln -sfn " + quote(names.file()) + " " + Author.oneOf(random, List.of("link", "d/link"));
    }

    String git() {
        switch (random.nextInt(9)) {
            case 0, 1, 2, 3:
                return "git add -A && git commit -q -m more";
            case 4:
                return "git checkout -q -b side";
            case 5:
                return "git checkout -q -f " + Author.oneOf(random, List.of("main", "side", "HEAD~1"));
            case 6:
                return "git tag v" + random.nextInt(3);
            case 7:
                return "git add -f " + quote(names.file());
            default:
                return "git reset -q --hard";
        }
    }

    String metafile() {
        var metafile = quote(names.metafile());
        return switch (random.nextInt(14)) {
            case 0 -> "sed -i '1i # said by hand' " + metafile;
            case 1 -> "printf 'desc: what it is\\n' >> " + metafile;
            case 2 -> "printf 'meta:\\n  key: [1, 2]\\n' >> " + metafile;
            case 3 -> "sed -i '/size:/d' " + metafile;
            case 4 -> "sed -i 's/^- md5: [0-9a-f]*/- md5: d41d8cd98f00b204e9800998ecf8427e/' " + metafile;
            case 5 -> "printf 'frozen: true\\n' >> " + metafile;
            case 6 -> "printf '  push: false\\n' >> " + metafile;
            case 7 -> "sed -i '/md5: /d' " + metafile;
            case 8 -> "printf 'bogus: 1\\n' >> " + metafile;
            case 9 -> "printf '<<<<<<< HEAD\\n' >> " + metafile;
            case 10 -> "rm -f " + metafile;
            case 11 -> "printf '*.bin\\nsub\\n' >> .dvcignore";
            case 12 -> "printf '!b.bin\\n/d/new\\n' >> .dvcignore";
            default -> "rm -f .dvcignore .gitignore";
        };
    }

    String damage() {
        return switch (random.nextInt(4)) {
            case 0 -> "rm -rf .dvc/cache";
            case 1 -> "rm -rf ../remote/files/md5/" + Author.oneOf(random, List.of("6b", "60", "3b", "d4"));
            case 2 -> "rm -rf .dvc/cache/files/md5/" + Author.oneOf(random, List.of("6b", "60", "3b", "d4", "b0"));
            default -> "rm -rf .dvc/cache d f";
        };
    }
}
