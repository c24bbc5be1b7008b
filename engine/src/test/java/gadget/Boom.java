package gadget;

/** Goes off when it is loaded, made or read. */
public class Boom implements java.io.Serializable {
  private static final long serialVersionUID = 1L;

  /** Reading it loads the class. */
  public static final int x = Integer.parseInt("1");

  static {
    Canary.hit("Boom was loaded");
  }

  /** Goes off. */
  public Boom() {
    Canary.hit("Boom was made");
  }

  private void readObject(java.io.ObjectInputStream in) {
    Canary.hit("Boom was read");
  }
}
