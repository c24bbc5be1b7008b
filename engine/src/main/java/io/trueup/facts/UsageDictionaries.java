package io.trueup.facts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the codes in a table of usage stand for. */
final class UsageDictionaries {
  final TextStore texts = new TextStore();
  final TextStore users = new TextStore();
  final TextStore devices = new TextStore();
  final InstantCodes times = new InstantCodes();
  String readFrom = "";
  List<UsageTable.AccountRef> accounts = new ArrayList<>();
  final List<UsageTable.Form> forms = new ArrayList<>();
  final List<BigDecimal> quantities = new ArrayList<>();
  final List<BigDecimal> costs = new ArrayList<>();
  final List<Map<String, String>> attributes = new ArrayList<>();
}
