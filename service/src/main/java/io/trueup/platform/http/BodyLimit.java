package io.trueup.platform.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * Stops reading a body that is larger than allowed, counted after decompression and whatever its
 * declared length says.
 */
public final class BodyLimit implements ContainerRequestFilter {
  /** Largest body where nothing else is said: plenty for any JSON request. */
  public static final long SMALL = 1 << 20;

  /** How much of a body that is too large is still read, so that the answer reaches its sender. */
  private static final long DISCARD = 8 << 20;

  /** Marks a method that takes uploads. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface Upload {}

  /** Largest body of a method that takes long lists. */
  public static final long LONG = 4 << 20;

  /** Marks a method that takes long lists. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface LongList {}

  private final long uploadLimit;
  @Context private @Nullable ResourceInfo resource;

  /**
   * @param uploadLimit largest upload, bytes
   */
  public BodyLimit(long uploadLimit) {
    this.uploadLimit = uploadLimit;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    long limit = marked(Upload.class) ? uploadLimit : marked(LongList.class) ? LONG : SMALL;
    if (request.getLength() > limit) {
      discard(request.getEntityStream());
      throw tooLarge(limit);
    }
    request.setEntityStream(new Counted(request.getEntityStream(), limit));
  }

  private boolean marked(Class<? extends Annotation> mark) {
    return resource != null
        && resource.getResourceMethod() != null
        && resource.getResourceMethod().isAnnotationPresent(mark);
  }

  /**
   * Reads on for a while and keeps nothing. Closing while a caller still sends resets its
   * connection, and the caller may lose the answer that says why.
   */
  private static void discard(InputStream rest) {
    try {
      byte[] piece = new byte[1 << 14];
      for (long left = DISCARD; left > 0; ) {
        int read = rest.read(piece, 0, (int) Math.min(piece.length, left));
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException e) {
      // The caller has gone: nobody is left to answer.
    }
  }

  private static ProblemException tooLarge(long limit) {
    return new ProblemException(
        ProblemType.TOO_LARGE, "At most " + limit + " bytes are taken here.");
  }

  private static final class Counted extends FilterInputStream {
    private final long limit;
    private long count;

    Counted(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      if (read >= 0) {
        add(1);
      }
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        add(read);
      }
      return read;
    }

    private void add(int read) {
      count += read;
      if (count > limit) {
        discard(in);
        throw tooLarge(limit);
      }
    }
  }
}
