package gadget;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.kie.api.runtime.rule.AccumulateFunction;

/** An accumulate function that goes off when it is loaded. */
public class BoomAccumulate implements AccumulateFunction<String> {
  static {
    Canary.hit("BoomAccumulate was loaded");
  }

  @Override
  public String createContext() {
    return "";
  }

  @Override
  public void init(String context) {}

  @Override
  public void accumulate(String context, Object value) {}

  @Override
  public void reverse(String context, Object value) {}

  @Override
  public Object getResult(String context) {
    return 1;
  }

  @Override
  public boolean supportsReverse() {
    return false;
  }

  @Override
  public Class<?> getResultType() {
    return Integer.class;
  }

  @Override
  public void writeExternal(ObjectOutput out) {}

  @Override
  public void readExternal(ObjectInput in) {}
}
