package jdvc.store.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    private static final Duration STALL = Duration.ofMillis(100);
    private static final Duration WAIT = Duration.ofMillis(30);

    /** A peer that sends its next piece when it is waited for, each time after {@link #WAIT} of its clock. */
    private static final class Peer {

        final Arrival body = new Arrival(STALL, new Pulse(Clock.systemUTC()), this::nanos);
        private final byte[] piece;
        private long now;
        private boolean waitedFor;

        Peer(int bytes) {
            piece = new byte[bytes];
        }

        private long nanos() {
            waitedFor = !waitedFor;
            if (waitedFor) body.onNext(List.of(ByteBuffer.wrap(piece)));
            else now += WAIT.toNanos();
            return now;
        }
    }

    @Test
    void doesNotWaitForADrippingPeer() throws IOException {
        var peer = new Peer(1);
        assertEquals(3, peer.body.readNBytes(3).length);
        assertThrows(HttpTimeoutException.class, peer.body::read);
    }

    @Test
    void waitsForASlowPeerThatSendsEnough() throws IOException {
        var peer = new Peer(Arrival.DRIP);
        assertArrayEquals(new byte[20 * Arrival.DRIP], peer.body.readNBytes(20 * Arrival.DRIP));
    }
}
