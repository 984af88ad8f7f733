package dev.lifeboat.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.RefusedException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PartBuffersTest {
  private final PartBuffers buffers = new PartBuffers(2, 16, Duration.ofSeconds(30));

  @Test
  void buffersAreMadeWhenNeededAndUsedAgain() throws Exception {
    assertThat(buffers.made()).isZero();
    byte[] first = buffers.take();
    buffers.give(first);

    assertThat(buffers.take()).isSameAs(first).hasSize(16);
    assertThat(buffers.made()).isEqualTo(1);
  }

  @Test
  void whoWaitsIsServedWhenAnotherIsDone() throws Exception {
    byte[] first = buffers.take();
    buffers.take();
    CompletableFuture<byte[]> waiting = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                waiting.complete(buffers.take());
              } catch (InterruptedIOException e) {
                waiting.completeExceptionally(e);
              }
            });
    waiter.start();
    while (waiter.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    buffers.progress();
    assertThat(waiting).isNotDone();

    buffers.give(first);

    assertThat(waiting.get(10, TimeUnit.SECONDS)).isSameAs(first);
    assertThat(buffers.made()).isEqualTo(2);
  }

  @Test
  void aWaitWithoutEndIsRefused() throws Exception {
    PartBuffers single = new PartBuffers(1, 16, Duration.ofMillis(20));
    byte[] held = single.take();

    assertThatThrownBy(single::take)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("finish uploads before starting more");

    single.give(held);
    assertThat(single.take()).isSameAs(held);
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() throws Exception {
    buffers.take();
    buffers.take();
    Thread.currentThread().interrupt();

    assertThatThrownBy(buffers::take).isInstanceOf(InterruptedIOException.class);

    assertThat(Thread.interrupted()).isTrue();
  }
}
