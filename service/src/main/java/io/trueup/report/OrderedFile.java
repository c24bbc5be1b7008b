package io.trueup.report;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that several threads write slice by slice: each waits until its slice's turn has come. So
 * none may begin a slice before all earlier ones are begun.
 */
final class OrderedFile implements Closeable {
  private final OutputStream out;
  private int next;
  private boolean stopped;

  /** Begins the file. */
  OrderedFile(Path file) throws IOException {
    out = Files.newOutputStream(file);
  }

  /** Writes a slice; slices are numbered from 0. */
  synchronized void write(int slice, ByteArrayOutputStream bytes) throws IOException {
    try {
      while (next < slice && !stopped) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while results were written");
    }
    if (!stopped) {
      bytes.writeTo(out);
      next++;
      notifyAll();
    }
  }

  /** Lets go of those who wait: a slice will not come. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
