package io.trueup.facts;

import java.util.List;

/**
 * Everything that one run is told, read once and never changed.
 *
 * @param companies clients of the PSA
 * @param agreements their agreements
 * @param additions the agreements' recurring items
 * @param invoiceLines what was invoiced
 * @param integrations connected systems
 * @param streams how their streams were synchronised, where that is known
 * @param accounts the systems' own client records
 * @param usage what was counted
 * @param accountLinks links that people confirmed
 * @param accountSplits accounts whose usage is divided over companies
 * @param serviceMappings which usage bills which product
 * @param products the catalogue
 * @param decisions standing decisions
 * @param previous the previous run, or Previous.NONE
 * @param problems rows that could not be used
 * @param inputHash hash of all rows, whatever their order
 */
public record Month(
    List<Company> companies,
    List<Agreement> agreements,
    List<Addition> additions,
    List<InvoiceLine> invoiceLines,
    List<Integration> integrations,
    List<StreamSync> streams,
    List<Account> accounts,
    List<UsageRecord> usage,
    List<AccountLink> accountLinks,
    List<AccountSplit> accountSplits,
    List<ServiceMapping> serviceMappings,
    List<Product> products,
    List<Decision> decisions,
    Previous previous,
    List<InputProblem> problems,
    String inputHash) {
  public Month {
    companies = Texts.list(companies);
    agreements = Texts.list(agreements);
    additions = Texts.list(additions);
    invoiceLines = Texts.list(invoiceLines);
    integrations = Texts.list(integrations);
    streams = Texts.list(streams);
    accounts = Texts.list(accounts);
    usage = UsageTable.of(usage);
    accountLinks = Texts.list(accountLinks);
    accountSplits = Texts.list(accountSplits);
    serviceMappings = Texts.list(serviceMappings);
    products = Texts.list(products);
    decisions = Texts.list(decisions);
    problems = Texts.list(problems);
    inputHash = Texts.text(inputHash);
  }
}
