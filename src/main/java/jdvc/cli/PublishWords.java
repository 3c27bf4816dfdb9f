package jdvc.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import jdvc.repo.Publish;
import jdvc.repo.PublishPlan;
import jdvc.ui.Amount;
import jdvc.ui.Mark;
import jdvc.ui.Style;
import jdvc.ui.Table;
import jdvc.ui.Table.Column;
import jdvc.ui.Ui;

/** What a publish says: its plan, its proposals, and a tick for each step. */
final class PublishWords implements Publish.Listener {

    private static final int MAX_ROWS = 20;
    private static final int LABEL = 10;
    private static final String QUESTION = "Publish this?";

    private final Session session;
    private final Ui ui;

    PublishWords(Session session) {
        this.session = session;
        ui = session.ui();
    }

    /**
     * <pre>
     * pkl/model.pkl  new  12.3 MiB
     *
     * push      1 object, 12.3 MiB to storage (s3://models/team)
     * commit    Update pkl/model.pkl
     *           pkl/.gitignore, pkl/model.pkl.dvc
     * git push  dev to origin/dev (new there)
     * </pre>
     */
    void show(PublishPlan plan) throws IOException {
        for (var note : plan.notes()) ui.note("note: %s", note);
        if (!plan.isEmpty() && ui.level() != Ui.Level.QUIET) {
            items(plan);
            steps(plan);
        }
        if (!plan.proposals().isEmpty() && ui.level() != Ui.Level.QUIET) proposals(plan);
    }

    private void items(PublishPlan plan) throws IOException {
        if (plan.items().isEmpty()) return;
        var table = new Table(Column.CUT_MIDDLE, Column.LEFT, Column.LEFT);
        for (var each : first(plan.items())) {
            table.row(shown(each.path()), Style.MAGENTA.of(words(each.what())), amount(each));
        }
        ui.table(table);
        more(plan.items().size());
        ui.print("");
    }

    private static String words(PublishPlan.What what) {
        return switch (what) {
            case NEW -> "new";
            case CHANGED -> "changed";
            case UNSAVED -> "not saved anywhere";
            case UNPUSHED -> "not on the remote";
            case UNCOMMITTED -> "not committed";
        };
    }

    private static String amount(PublishPlan.Item item) {
        if (item.what() == PublishPlan.What.UNCOMMITTED) return "";
        return (item.files() == 1 ? "" : Amount.count(item.files(), "file") + ", ") + Amount.size(item.bytes());
    }

    private void steps(PublishPlan plan) throws IOException {
        var table = new Table(Column.LEFT, Column.CUT);
        var upload = plan.upload();
        if (upload.objects() > 0) {
            var places = new ArrayList<String>();
            for (var each : upload.remotes()) places.add(each.name() + " (" + each.url() + ")");
            table.row(
                    "push",
                    Amount.count(upload.objects(), "object") + ", " + Amount.size(upload.bytes()) + " to "
                            + String.join(", ", places));
        }
        if (!plan.commit().isEmpty()) {
            table.row("commit", plan.commit().message());
            if (!plan.commit().files().isEmpty())
                table.row("", joined(plan.commit().files()));
            if (!plan.commit().others().isEmpty())
                table.row("", "staged before: " + joined(plan.commit().others()));
        }
        if (plan.pushes()) plan.gitPush().ifPresent(push -> table.row("git push", place(plan, push)));
        if (!plan.left().isEmpty()) table.row("left", joined(plan.left()));
        ui.table(table);
    }

    private static String place(PublishPlan plan, PublishPlan.GitPush push) {
        int commits = push.commits() + (plan.commit().isEmpty() ? 0 : 1);
        return plan.commit().branch() + " to " + push.remote() + "/" + push.branch()
                + (push.isNew() ? " (new there)" : "")
                + (commits > 1 ? ", " + commits + " commits" : "");
    }

    private String joined(List<String> paths) throws IOException {
        var shown = GitHint.shown(session, first(paths));
        return String.join(", ", shown)
                + (paths.size() > MAX_ROWS ? " and " + (paths.size() - MAX_ROWS) + " more" : "");
    }

    private void proposals(PublishPlan plan) throws IOException {
        ui.print("");
        ui.print("Untracked files that look like data (`jdvc publish PATH` takes one along):");
        var table = new Table(Column.RIGHT, Column.CUT_MIDDLE, Column.RIGHT);
        int number = 0;
        for (var each : first(plan.proposals())) {
            table.row(++number, shown(each.path()), Amount.size(each.bytes()));
        }
        ui.table(table);
        more(plan.proposals().size());
    }

    /** Lets the user take proposals; nobody is asked, and nothing taken, without a terminal. */
    PublishPlan choose(PublishPlan plan) throws IOException {
        boolean terminal = ui.look().errTerminal() && ui.look().outTerminal();
        if (plan.proposals().isEmpty() || !terminal) return plan;
        proposals(plan);
        var chosen = chosen(first(plan.proposals()));
        var rest = plan.with(chosen);
        return new PublishPlan(
                rest.items(), rest.upload(), rest.commit(), rest.gitPush(), rest.left(), rest.notes(), List.of());
    }

    private List<PublishPlan.Proposal> chosen(List<PublishPlan.Proposal> offered) {
        while (true) {
            var answer = ui.line("Track and publish which? (numbers, `all`, or Enter for none): ")
                    .orElse("")
                    .strip();
            if (answer.equals("all")) return offered;
            var numbers = new TreeSet<Integer>();
            for (var word : answer.split("[ ,]+")) numbers.add(numberUpTo(offered.size(), word));
            if (answer.isEmpty() || answer.equals("none")) return List.of();
            if (!numbers.contains(0))
                return numbers.stream().map(each -> offered.get(each - 1)).toList();
            ui.note("'" + answer + "' is none of that: type a number such as 1, several such as `1 2`, or `all`");
        }
    }

    /** Returns a number from 1; 0 if the word is none. */
    private static int numberUpTo(int most, String word) {
        for (int i = 1; i <= most; i++) if (word.equals(String.valueOf(i))) return i;
        return 0;
    }

    /** Asks whether to go on; a message that nobody gave can be edited first. Absent if not. */
    Optional<PublishPlan> agree(PublishPlan shown) {
        if (shown.commit().isEmpty()
                || shown.commit().given().isPresent()
                || !ui.look().errTerminal()) {
            return ui.confirm(QUESTION) ? Optional.of(shown) : Optional.empty();
        }
        var plan = shown;
        while (true) {
            switch (ui.confirmOrEdit("the message", QUESTION)) {
                case YES -> {
                    return Optional.of(plan);
                }
                case NO -> {
                    return Optional.empty();
                }
                case EDIT ->
                    plan = plan.saying(ui.edited("Message:", plan.commit().message()));
            }
        }
    }

    private static <T> List<T> first(List<T> items) {
        return items.subList(0, Math.min(MAX_ROWS, items.size()));
    }

    private void more(int count) {
        if (count > MAX_ROWS) ui.print("and %s more", count - MAX_ROWS);
    }

    private String shown(String path) throws IOException {
        return GitHint.shown(session, List.of(path)).get(0);
    }

    @Override
    public void done(Publish.Step step, String what, Duration took) {
        ui.print(
                "%s %s %s %s",
                Style.GREEN.of(Mark.DONE.in(ui.look())), padded(step), what, Style.DIM.of(Amount.duration(took)));
    }

    @Override
    public void stopped(Publish.Step step, String state) {
        ui.print("%s %s", Style.RED.of(Mark.FAILED.in(ui.look())), step.words());
        ui.note("%s", state);
    }

    @Override
    public void said(String text) {
        if (!text.isEmpty()) for (var line : text.split("\n")) ui.note("%s", line);
    }

    private static String padded(Publish.Step step) {
        return step.words() + " ".repeat(Math.max(0, LABEL - step.words().length()));
    }
}
