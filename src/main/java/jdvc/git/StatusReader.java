package jdvc.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.disk.Disk;

/** Reads {@code git status --porcelain=v2 -z} and what it does not tell. */
final class StatusReader {

    private static final String[] STATUS = {
        "status",
        "--porcelain=v2",
        "-z",
        "--branch",
        "--no-ahead-behind",
        "--no-renames",
        "--untracked-files=normal",
        "--ignore-submodules=dirty"
    };

    private final GitExec git;
    private final Place place;
    private final Disk disk;
    private Optional<String> branch = Optional.empty();
    private Optional<String> head = Optional.empty();
    private final List<String> unmerged = new ArrayList<>();
    private final List<String> staged = new ArrayList<>();
    private final List<String> modified = new ArrayList<>();
    private final List<String> untracked = new ArrayList<>();

    StatusReader(GitExec git, Place place, Disk disk) {
        this.git = git;
        this.place = place;
        this.disk = disk;
    }

    WorkState read() throws IOException {
        for (var line : GitExec.checked(git.read(STATUS), "git status").names()) readLine(line);
        return new WorkState(branch, head, operation(), hasIdentity(), unmerged, staged, modified, untracked);
    }

    private void readLine(String line) {
        switch (line.charAt(0)) {
            case '#' -> readHeader(line);
            case '?' -> untracked.add(path(line, 1));
            case 'u' -> unmerged.add(path(line, 10));
            case '1' -> readChange(line);
            default -> {} // what newer versions of Git add
        }
    }

    /** {@code # branch.oid ID}, {@code # branch.head NAME}; in parentheses what is not one. */
    private void readHeader(String line) {
        var fields = line.split(" ", 3);
        if (fields.length < 3 || fields[2].startsWith("(")) return;
        if (fields[1].equals("branch.oid")) head = Optional.of(fields[2]);
        if (fields[1].equals("branch.head")) branch = Optional.of(fields[2]);
    }

    /** {@code 1 XY SUB MODE MODE MODE ID ID PATH}: X is what is staged, Y what is not. */
    private void readChange(String line) {
        String path = path(line, 8);
        if (line.charAt(2) != '.') staged.add(path);
        if (line.charAt(3) != '.') modified.add(path);
    }

    private String path(String line, int fieldsBefore) {
        int start = 0;
        for (int i = 0; i < fieldsBefore; i++) start = line.indexOf(' ', start) + 1;
        return place.toProject(line.substring(start));
    }

    private Optional<String> operation() throws IOException {
        var directory = place.gitDirectory(disk);
        for (var mark : List.of("rebase-merge", "rebase-apply", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")) {
            if (disk.stat(directory.resolve(mark)).isEmpty()) continue;
            return Optional.of(
                    switch (mark) {
                        case "MERGE_HEAD" -> "merge";
                        case "CHERRY_PICK_HEAD" -> "cherry-pick";
                        case "REVERT_HEAD" -> "revert";
                        default -> "rebase";
                    });
        }
        return Optional.empty();
    }

    private boolean hasIdentity() throws IOException {
        return git.read("var", "GIT_COMMITTER_IDENT").exit() == 0
                && git.read("var", "GIT_AUTHOR_IDENT").exit() == 0;
    }
}
