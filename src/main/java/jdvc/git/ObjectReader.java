package jdvc.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Git's objects by name, asked of {@code git cat-file} processes that live until this is closed. Questions are sent
 * ahead of their answers, so that many cost little more than one. Safe for use by many threads.
 */
final class ObjectReader implements AutoCloseable {

    /** From so many names on a process of its own is cheaper: it may answer when its buffer is full, not each time. */
    private static final int MANY = 256;

    private static final int AHEAD = 4096; // bytes of questions without an answer: the smallest pipe holds them

    private final GitExec git;
    private @Nullable Conversation contents;
    private @Nullable Conversation headers;

    ObjectReader(GitExec git) {
        this.git = git;
    }

    /** An object, without its content. */
    record Header(String id, String type, long size) {}

    /** Is told of each answer, in the order of the questions. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param header null if there is no such object
         * @param content empty if only headers were asked for
         */
        void visit(String name, @Nullable Header header, byte[] content) throws IOException;
    }

    /** Asks what objects there are; names are ids, or {@code REV:PATH}. */
    synchronized void headers(List<String> names, Visitor visitor) throws IOException {
        if (names.size() >= MANY) {
            askAtOnce(names, 0, visitor, "--batch-check");
            return;
        }
        if (headers == null) headers = new Conversation(git.converse("cat-file", "--batch-check"), false);
        try {
            headers.ask(names, 0, visitor);
        } catch (IOException | RuntimeException e) {
            headers = ended(headers);
            throw e;
        }
    }

    /**
     * Asks for objects with their contents.
     *
     * @throws JdvcException of kind LIMIT if one has more than {@code maxBytes}
     */
    synchronized void contents(List<String> names, long maxBytes, Visitor visitor) throws IOException {
        if (names.size() >= MANY) {
            askAtOnce(names, maxBytes, visitor, "--batch");
            return;
        }
        if (contents == null) contents = new Conversation(git.converse("cat-file", "--batch"), true);
        try {
            contents.ask(names, maxBytes, visitor);
        } catch (IOException | RuntimeException e) {
            contents = ended(contents);
            throw e;
        }
    }

    private void askAtOnce(List<String> names, long maxBytes, Visitor visitor, String mode) throws IOException {
        var questions = new StringBuilder(names.size() * 64);
        for (var name : names) questions.append(name).append('\n');
        var process = git.ask(questions.toString().getBytes(UTF_8), "cat-file", mode, "--buffer");
        var conversation = new Conversation(process, mode.equals("--batch"));
        try {
            for (var name : names) conversation.receive(name, maxBytes, visitor);
        } finally {
            ended(conversation);
        }
    }

    /** Answers that nobody took would be taken for those of the next questions: the next one gets a new process. */
    private static @Nullable Conversation ended(@Nullable Conversation conversation) {
        if (conversation != null) conversation.process.destroy();
        return null;
    }

    @Override
    public synchronized void close() {
        headers = ended(headers);
        contents = ended(contents);
    }

    /** One process. */
    private static final class Conversation {

        private final Process process;
        private final InputStream answers;
        private final boolean withContent;
        private final byte[] buffer = new byte[1 << 16];
        private int next;
        private int filled;

        Conversation(Process process, boolean withContent) {
            this.process = process;
            this.answers = process.getInputStream();
            this.withContent = withContent;
        }

        void ask(List<String> names, long maxBytes, Visitor visitor) throws IOException {
            for (int start = 0; start < names.size(); ) {
                int end = send(names, start);
                for (; start < end; start++) receive(names.get(start), maxBytes, visitor);
            }
        }

        private int send(List<String> names, int start) throws IOException {
            var questions = new ByteArrayOutputStream();
            int end = start;
            while (end < names.size() && questions.size() < AHEAD - 64) {
                byte[] name = (names.get(end) + "\n").getBytes(UTF_8);
                if (end > start && questions.size() + name.length > AHEAD) break;
                questions.writeBytes(name);
                end++;
            }
            process.getOutputStream().write(questions.toByteArray());
            process.getOutputStream().flush();
            return end;
        }

        private void receive(String name, long maxBytes, Visitor visitor) throws IOException {
            String line = line();
            var header = header(line);
            if (header == null || !withContent) {
                visitor.visit(name, header, new byte[0]);
                return;
            }
            if (header.size > maxBytes) {
                throw JdvcException.of(Kind.LIMIT, "'%s' in Git is larger than %d bytes", name, maxBytes);
            }
            byte[] content = bytes((int) header.size);
            if (!line().isEmpty()) throw cutShort();
            visitor.visit(name, header, content);
        }

        /** {@code ID TYPE SIZE}, else {@code NAME missing} or the like. */
        private static @Nullable Header header(String line) {
            if (line.endsWith(" missing") || line.endsWith(" ambiguous")) return null;
            var fields = line.split(" ");
            return fields.length == 3 ? new Header(fields[0], fields[1], Long.parseLong(fields[2])) : null;
        }

        /** Returns a line, most of which are in the buffer already. */
        private String line() throws IOException {
            var line = new ByteArrayOutputStream();
            while (true) {
                if (next == filled) fill();
                int end = next;
                while (end < filled && buffer[end] != '\n') end++;
                line.write(buffer, next, end - next);
                next = Math.min(end + 1, filled);
                if (end < filled) return line.toString(UTF_8);
            }
        }

        private byte[] bytes(int count) throws IOException {
            byte[] bytes = new byte[count];
            for (int done = 0; done < count; ) {
                if (next == filled) fill();
                int part = Math.min(count - done, filled - next);
                System.arraycopy(buffer, next, bytes, done, part);
                next += part;
                done += part;
            }
            return bytes;
        }

        private void fill() throws IOException {
            next = 0;
            filled = Math.max(0, answers.read(buffer));
            if (filled == 0) throw cutShort();
        }

        private static EOFException cutShort() {
            return new EOFException("git cat-file ended before its answer");
        }
    }
}
