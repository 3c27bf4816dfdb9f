package jdvc;

import java.util.function.LongSupplier;

/** What a long operation says while it runs; the user interface decides how it looks. */
public interface Progress {

    /** Says nothing. */
    Progress NONE = new Progress() {
        @Override
        public Task start(String title, long files, long bytes) {
            return Task.NONE;
        }

        @Override
        public void warn(String message) {}
    };

    /** Starts a task of that many files and bytes, each 0 if not known. Close it when done, also on failure. */
    Task start(String title, long files, long bytes);

    /** Tells the user something that cannot wait for the report. */
    void warn(String message);

    /** A running task. Safe for use by many threads. */
    interface Task extends AutoCloseable {

        Task NONE = new Task() {
            @Override
            public void files(long done) {}

            @Override
            public void bytes(long done) {}

            @Override
            public void close() {}
        };

        /** Adds files that are done. */
        void files(long done);

        /** Adds bytes that are done; negative when an attempt is repeated. */
        void bytes(long done);

        /** Adds bytes that an earlier command did: they say nothing of how fast this one is. */
        default void kept(long done) {
            bytes(done);
        }

        /**
         * Starts one file of this task: what is added to it is added to the task. Close it when done, also on failure.
         *
         * @param bytes how many it has; 0 or less as long as that is not known
         */
        default Task file(String name, LongSupplier bytes) {
            var whole = this;
            return new Task() {
                @Override
                public void files(long done) {
                    whole.files(done);
                }

                @Override
                public void bytes(long done) {
                    whole.bytes(done);
                }

                @Override
                public void kept(long done) {
                    whole.kept(done);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        void close();
    }
}
