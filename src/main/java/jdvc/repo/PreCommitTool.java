package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdvc.JdvcException;
import jdvc.disk.Disk;

/** The settings of the tool pre-commit, {@code .pre-commit-config.yaml}: text to which one entry of a list is added. */
final class PreCommitTool {

    private static final String FILE = ".pre-commit-config.yaml";
    private static final String REPOS = "repos:";
    private static final long MAX_BYTES = 1 << 20;

    private final Disk disk;
    private final Path file;

    PreCommitTool(Disk disk, Path top) {
        this.disk = disk;
        file = top.resolve(FILE);
    }

    /** Adds an entry that runs jdvc, once; every other line stays as it is. */
    void add(String program, List<String> hooks) throws IOException {
        var old = disk.read(file, MAX_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        if (old.contains("id: jdvc-pre-push")) return;
        var lines = new ArrayList<>(old.lines().toList());
        int repos = openList(lines);
        int end = end(lines, repos);
        lines.addAll(end, entry(program, hooks, indent(lines.subList(repos + 1, end))));
        disk.replace(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), -1);
    }

    /** Returns the line of {@code repos:}, made or stripped of its {@code []} so that entries may follow it. */
    private int openList(List<String> lines) {
        if (lines.stream().noneMatch(line -> line.startsWith(REPOS))) lines.add(REPOS);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith(REPOS)) continue;
            var value = lines.get(i).substring(REPOS.length()).strip();
            if (value.equals("[]")) lines.set(i, REPOS);
            else if (!value.isEmpty() && !value.startsWith("#")) break;
            return i;
        }
        throw JdvcException.user("'%s' has its `repos:` on one line, to which nothing can be added", file)
                .hint("write each of them on a line of its own, or use `jdvc install` alone");
    }

    /** Returns where the list ends: at the next key of the file, without the blank lines before it. */
    private static int end(List<String> lines, int repos) {
        int end = repos + 1;
        for (int i = end; i < lines.size(); i++) {
            var line = lines.get(i);
            boolean inside = line.startsWith(" ") || line.startsWith("-");
            if (inside) end = i + 1;
            else if (!line.isBlank() && !line.startsWith("#")) break;
        }
        return end;
    }

    private static String indent(List<String> list) {
        for (var line : list) {
            int dash = line.indexOf('-');
            if (dash >= 0 && line.substring(0, dash).isBlank()) return line.substring(0, dash);
        }
        return "";
    }

    /**
     * <pre>
     * - repo: local
     *   hooks:
     *   - id: jdvc-pre-push
     *     name: jdvc pre-push
     *     entry: jdvc git-hook pre-push
     *     language: system
     *     always_run: true
     *     pass_filenames: false
     *     stages: [pre-push]
     * </pre>
     */
    private static List<String> entry(String program, List<String> hooks, String indent) {
        var lines = new ArrayList<String>(List.of("- repo: local", "  hooks:"));
        for (var each : hooks) {
            lines.add("  - id: jdvc-" + each);
            lines.add("    name: jdvc " + each);
            lines.add("    entry: " + program + " git-hook " + each);
            lines.add("    language: system");
            lines.add("    always_run: true");
            lines.add("    pass_filenames: false");
            lines.add("    stages: [" + each + "]");
        }
        lines.replaceAll(line -> indent + line);
        return lines;
    }
}
