package io.trueup.spark;

import io.trueup.stage.Reconciled;
import java.io.IOException;

/** Where results go. Writing one again replaces it by the same bytes, so a task may be repeated. */
interface Results {
  /** Writes a result; what is there of this tenant's month goes, also when writing fails. */
  void write(TenantMonth key, Reconciled result) throws IOException;

  /** Removes what an earlier job left of this tenant's month. */
  void discard(TenantMonth key) throws IOException;
}
