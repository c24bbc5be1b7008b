package gadget;

/** A list that goes off when it is made. */
public class BoomList extends java.util.ArrayList<Object> {
  private static final long serialVersionUID = 1L;

  /** Goes off. */
  public BoomList() {
    Canary.hit("BoomList was made");
  }
}
