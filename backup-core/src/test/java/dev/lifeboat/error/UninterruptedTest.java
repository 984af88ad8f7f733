package dev.lifeboat.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UninterruptedTest {
  @Test
  void anInterruptFromBeforeIsNotSeenAndIsKept() {
    Thread.currentThread().interrupt();
    boolean seen = Uninterrupted.call(() -> Thread.currentThread().isInterrupted());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(seen).isFalse();
  }

  @Test
  void anInterruptMeanwhileDoesNotEndTheTaskAndIsKept() throws InterruptedException {
    Thread caller = Thread.currentThread();
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              caller.interrupt();
              interrupted.countDown();
            });
    boolean awaited =
        Uninterrupted.call(
            () -> {
              other.start();
              interrupted.await();
              return !Thread.currentThread().isInterrupted();
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(awaited).isTrue();
  }

  @Test
  void withoutAnInterruptThereIsNoneAfterwards() {
    assertThat(Uninterrupted.<String, RuntimeException>call(() -> "done")).isEqualTo("done");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whatTheTaskThrowsIsThrown() {
    IOException checked = new IOException("checked");
    assertThatThrownBy(
            () ->
                Uninterrupted.run(
                    () -> {
                      throw checked;
                    }))
        .isSameAs(checked);
    Error error = new AssertionError("error");
    assertThatThrownBy(
            () ->
                Uninterrupted.run(
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);
  }
}
