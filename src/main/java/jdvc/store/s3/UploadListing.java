package jdvc.store.s3;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdvc.store.s3.Requests.Request;

/** The multipart uploads that a bucket has open, whoever began them. */
final class UploadListing {

    private final Requests requests;

    UploadListing(Requests requests) {
        this.requests = requests;
    }

    /** An upload as the server has it; {@code begun} by the server's clock, in the far future if it does not tell. */
    record Open(String key, String uploadId, Instant begun) {}

    /** Lists the open uploads of keys that begin with {@code prefix}, page after page. */
    List<Open> below(String prefix) throws IOException, InterruptedException {
        var open = new ArrayList<Open>();
        var marker = Map.<String, String>of();
        while (true) {
            var query = new HashMap<>(marker);
            query.put("uploads", "");
            query.put("prefix", prefix);
            var reader = new Reader(open);
            Markup.read(requests.document(Request.of("GET", "").query(query)), reader);
            if (!reader.truncated || reader.next.isEmpty()) return open;
            if (reader.next.equals(marker)) throw new IOException("the server repeats a page of its listing");
            marker = reader.next;
        }
    }

    /** Takes in a ListMultipartUploadsResult: {@code <Upload><Key>…</Key><UploadId>…</UploadId>…</Upload>}. */
    private static final class Reader implements Markup.Visitor {
        private final List<Open> open;
        private final Map<String, String> next = new HashMap<>();
        private String key = "";
        private String id = "";
        private Instant begun = Instant.MAX;
        private boolean truncated;

        Reader(List<Open> open) {
            this.open = open;
        }

        @Override
        public void open(String name) {
            if (name.equals("Upload")) begun = Instant.MAX;
        }

        @Override
        public void close(String name, String text) {
            switch (name) {
                case "Key" -> key = text;
                case "UploadId" -> id = text;
                case "Initiated" -> begun = Markup.time(text).orElse(Instant.MAX);
                case "Upload" -> open.add(new Open(key, id, begun));
                case "IsTruncated" -> truncated = text.equals("true");
                case "NextKeyMarker" -> next.put("key-marker", text);
                case "NextUploadIdMarker" -> next.put("upload-id-marker", text);
                default -> {
                    // owners and classes are of no interest
                }
            }
        }
    }
}
