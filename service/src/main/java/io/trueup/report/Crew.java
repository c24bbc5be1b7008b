package io.trueup.report;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Jobs of writing files, begun in their order by as many threads as there are cores. */
final class Crew {
  private final List<Job> jobs = new ArrayList<>();
  private final List<OrderedFile> files = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;

  /** A job, done by one thread. */
  interface Job {
    void run() throws IOException;
  }

  /** The same for one of several slices, numbered from 0. */
  interface SliceJob {
    void run(int slice) throws IOException;
  }

  /** Adds a job. */
  void add(Job job) {
    jobs.add(job);
  }

  /** Adds a job for each slice. */
  void add(int slices, SliceJob job) {
    for (int i = 0; i < slices; i++) {
      int slice = i;
      jobs.add(() -> job.run(slice));
    }
  }

  /** Names files that jobs write together. */
  void together(OrderedFile... written) {
    files.addAll(List.of(written));
  }

  /**
   * Does all jobs, and returns when none is under way any more.
   *
   * @throws IOException what the first job that failed threw; those after it are not begun
   */
  void work() throws IOException {
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), jobs.size());
    Thread[] others = new Thread[Math.max(0, threads - 1)];
    for (int i = 0; i < others.length; i++) {
      others[i] = new Thread(this::takeJobs, "results-" + i);
      others[i].start();
    }
    takeJobs();
    boolean interrupted = false;
    for (Thread other : others) {
      while (other.isAlive()) {
        try {
          other.join();
        } catch (InterruptedException e) {
          interrupted = true;
          stop();
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable failed = failure.get();
    if (failed instanceof IOException e) {
      throw e;
    } else if (failed instanceof RuntimeException e) {
      throw e;
    } else if (failed instanceof Error e) {
      throw e;
    } else if (interrupted) {
      throw new InterruptedIOException("interrupted while results were written");
    }
  }

  private void takeJobs() {
    try {
      for (int i = next.getAndIncrement();
          i < jobs.size() && !stopped;
          i = next.getAndIncrement()) {
        jobs.get(i).run();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      stop();
    }
  }

  private void stop() {
    stopped = true;
    files.forEach(OrderedFile::stop);
  }
}
