// The words of the rule language for the editor: what may stand where the cursor is, and what it
// means. It reads as much of a rule as it needs: sections, patterns around the cursor, variables.
window.RuleWords = (() => {
  'use strict';
  const TOKEN = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\.)*(?:"|(?=\n)|$)|'(?:[^'\\\n]|\\.)*(?:'|(?=\n)|$)|[$@]?[A-Za-z_]\w*|\d[\w.]*|[^\s]/g;
  const LANGUAGE = {
    not: 'Holds when there is no such fact.',
    exists: 'Holds once when there is such a fact, however many there are.',
    forall: 'Holds when what is said of each fact holds of all of them, also when there is none.',
    accumulate: 'Takes facts together: accumulate( Usage( $q : quantity ); $sum : sum( $q ); $sum > 10 ).',
    insertLogical: 'Concludes a fact, which is withdrawn when the conditions stop holding: insertLogical( Type.verb( ... ) );',
    sum: 'Adds values up, in accumulate.', count: 'Counts facts, in accumulate.', min: 'The smallest value, in accumulate.',
    max: 'The largest value, in accumulate.', average: 'The mean value, in accumulate.',
    rule: 'Begins a rule; its name is a sentence of three words or more.', when: 'Begins the conditions.',
    then: 'Begins the conclusion: one insertLogical.', end: 'Ends the rule.',
    matches: 'Whether a text fits a pattern.', contains: 'Whether a list has an element, or a text a part.',
    '@id': 'Of the form ABC-123; never used for another rule.', '@owner': 'Who answers for the rule.',
    '@since': 'Since when it is in force: year and month.', '@rationale': 'Why it is there; people read it beside every finding.',
    '@ticket': 'The request that it came from; may be left out.',
  };
  const SECTIONS = ['rule', 'when', 'then', 'end'];

  /** What surrounds the end of a text: section, open parentheses, variables, an open string or comment. */
  const scan = (text, facts) => {
    const from = Math.max(0, text.lastIndexOf('\nrule '));
    const at = { section: 'end', open: [], vars: new Map(), string: null, comment: false };
    let before = [];
    TOKEN.lastIndex = from;
    for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
      const token = match[0];
      const last = match.index + token.length === text.length;
      if (token.startsWith('//') || token.startsWith('/*')) {
        at.comment = last && !(token.startsWith('/*') && token.endsWith('*/') && token.length > 3);
        continue;
      }
      if (token[0] === '"' || token[0] === "'") {
        if (last && (token.length === 1 || !token.endsWith(token[0]))) at.string = { start: match.index, text: token.slice(1) };
      } else if (token === '(') {
        const type = before[0] || '';
        if (before[1] === ':' && before[2]?.startsWith('$') && facts.has(type)) at.vars.set(before[2], type);
        at.open.push({ name: type, owner: before[1] === '.' ? before[2] : '' });
      } else if (token === ')') {
        at.open.pop();
      } else if (!at.open.length && SECTIONS.includes(token)) {
        at.section = token;
        if (token === 'rule') at.vars = new Map();
      } else if (before[0] === ':' && before[1]?.startsWith('$') && /^[a-z]/i.test(token)) {
        const field = facts.get(pattern(at.open, facts))?.fields.find((each) => each.name === token);
        if (field) at.vars.set(before[1], field.fact || `=${field.type}`);
      }
      before = [token, ...before.slice(0, 3)];
    }
    at.before = before;
    return at;
  };
  /** The fact whose pattern is open. */
  const pattern = (open, facts) => {
    const inner = open[open.length - 1];
    return inner && !inner.owner && facts.has(inner.name) ? inner.name : '';
  };

  const of = (vocabulary) => {
    const facts = new Map(vocabulary.facts.map((fact) => [fact.name, fact]));
    const matched = new Set(vocabulary.matched);
    const ofType = (field) => field.type + (field.may_be_empty ? ', may be empty' : '');

    const fields = (type, score = 900) => (facts.get(type)?.fields || []).map((field) => ({
      caption: field.name, value: field.name, meta: field.type, score, docText: `${type}.${field.name}: ${field.text}${
        field.words.length ? `\nOne of: ${field.words.map((word) => `"${word}"`).join(', ')}` : ''}`,
    }));
    const variables = (at, score = 700) => [...at.vars].map(([name, type]) => ({
      caption: name, value: name, meta: type.replace(/^=/, ''), score,
    }));
    const call = (fact, verb) => `${fact}.${verb.name}( ${verb.of.map((of) => of.split(' ')[1]).join(', ')} )`;
    const verbs = (wrap) => [...facts.values()].filter((fact) => matched.has(fact.name)).flatMap((fact) => fact.verbs.map((verb) => {
      const places = verb.of.map((of, i) => `\${${i + 1}:${of.split(' ')[0] === 'String' ? '"reason"' : `\\$${of.split(' ')[1]}`}}`);
      const conclusion = `${fact.name}.${verb.name}( ${places.join(', ')} )`;
      return {
        caption: call(fact.name, verb), snippet: wrap ? `insertLogical( ${conclusion} );` : conclusion, meta: 'conclude', score: 800,
        docText: `${verb.text}\nOf: ${verb.of.join(', ')}`,
      };
    }));
    const ofPolicy = (name) => vocabulary.policy.filter((word) => word.fact === name);
    const policyDoc = (word) => `${word.text}\nNow: ${word.value || 'a list'}`.trim();
    const policies = () => vocabulary.policy.map((word) => {
      const variable = `\\$${word.name.replace(/_(\w)/g, (all, letter) => letter.toUpperCase())}`;
      const written = {
        Threshold: `Threshold( name == "${word.name}", \${1:${variable}} : value )`,
        PolicyText: `PolicyText( name == "${word.name}", \${1:${variable}} : value )`,
        PolicySwitch: `PolicySwitch( name == "${word.name}", on )`,
        Listed: `Listed( list == "${word.name}", key == \${1} )`,
      }[word.fact];
      return { caption: word.name, snippet: written, meta: 'policy', score: 500, docText: policyDoc(word) };
    });
    const patterns = () => [...facts.values()].filter((fact) => matched.has(fact.name)).map((fact) => ({
      caption: fact.name, snippet: `${fact.name}( \${1} )`, meta: 'fact', score: 900, docText: fact.text,
    }));
    const language = (words, score = 600) => words.map((word) => ({ caption: word, value: word, meta: 'language', score, docText: LANGUAGE[word] }));
    const newRule = () => `rule "\${1:What the rule finds, as a sentence}"
    @id("${vocabulary.next_id}") @owner("\${2:billing}") @since("${new Date().toISOString().slice(0, 7)}")
    @rationale("\${3:Why it is there.}")
when
    \${4}
then
    \${5}
end
`;
    const head = () => [
      { caption: 'rule', snippet: newRule(), meta: 'new rule', score: 900, docText: 'A rule with everything that it needs; Tab goes from place to place.' },
      { caption: '@id', value: `@id("${vocabulary.next_id}")`, meta: 'language', score: 600, docText: LANGUAGE['@id'] },
      { caption: '@owner', snippet: '@owner("${1:billing}")', meta: 'language', score: 600, docText: LANGUAGE['@owner'] },
      { caption: '@since', value: `@since("${new Date().toISOString().slice(0, 7)}")`, meta: 'language', score: 600, docText: LANGUAGE['@since'] },
      { caption: '@rationale', snippet: '@rationale("${1}")', meta: 'language', score: 600, docText: LANGUAGE['@rationale'] },
      ...language(['when', 'then', 'end']),
    ];

    /** The type that a path such as $position.subject leads to; empty when it leads nowhere. */
    const follow = (path, at) => path.split('.').reduce((type, name, i) => {
      if (i === 0) {
        if (name === 'this') return pattern(at.open, facts);
        const known = name.startsWith('$') ? at.vars.get(name) : field(pattern(at.open, facts), name)?.fact;
        return known && !known.startsWith('=') ? known : '';
      }
      return field(type, name)?.fact || '';
    }, '');
    const field = (type, name) => facts.get(type)?.fields.find((each) => each.name === name);

    /** The texts that may stand in a string that is compared with a field. */
    const texts = (before, at, quoted) => {
      const asked = before.match(/(\w+)\s*(?:==|!=|(?:not\s+)?in\s*\((?:[^()]*,)?)\s*$/);
      const type = asked && pattern(at.open.filter((each) => each.name !== 'in'), facts);
      const known = type && field(type, asked[1]);
      if (!known) return [];
      const names = type === 'Listed' && known.name === 'list' ? ofPolicy('Listed')
        : known.name === 'name' ? ofPolicy(type) : [];
      const wrap = (text) => (quoted ? `"${text}"` : text);
      return [
        ...names.map((word) => ({ caption: word.name, value: wrap(word.name), meta: 'policy', score: 950, docText: policyDoc(word) })),
        ...known.words.map((word) => ({ caption: wrap(word) || '""', value: wrap(word), meta: known.name, score: 950, docText: known.text })),
      ].filter((each) => each.value);
    };

    /** What may stand at the end of a text, whose last letters are the prefix. */
    const completions = (text, prefix) => {
      const before = text.slice(0, text.length - prefix.length);
      const at = scan(before, facts);
      if (at.comment) return [];
      if (at.string) return texts(before.slice(0, at.string.start), at, false);
      const path = before.match(/([$\w]+(?:!?\.\w+)*)!?\.$/);
      if (path) {
        const fact = at.section === 'then' && facts.get(path[1]);
        if (fact) return fact.verbs.map((verb) => ({ caption: `${verb.name}( ${verb.of.join(', ')} )`, value: verb.name, meta: 'verb', score: 900, docText: verb.text }));
        return fields(follow(path[1].replace(/!/g, ''), at));
      }
      if (at.section === 'when') {
        const type = pattern(at.open, facts);
        if (!type) return [...patterns(), ...policies(), ...language(['not', 'exists', 'forall', 'accumulate'])];
        const value = /(?:[=<>]=?|!=|[-+*])\s*$/.test(before);
        return [...texts(before, at, true), ...variables(at, value ? 920 : 700), ...fields(type)];
      }
      if (at.section === 'then') {
        const inner = at.open[at.open.length - 1];
        if (inner?.owner) return variables(at, 900);
        return verbs(!inner);
      }
      return head();
    };

    const about = (text, word) => {
      const at = scan(text.slice(0, text.length - word.length), facts);
      if (at.comment || !word) return null;
      if (at.string) {
        const policy = vocabulary.policy.find((each) => each.name === word);
        return policy ? { name: word, kind: 'policy', text: policyDoc(policy) } : null;
      }
      const path = text.match(/([$\w]+(?:\.\w+)*)\.\w*$/);
      if (path) {
        const verb = facts.get(path[1])?.verbs.find((each) => each.name === word);
        if (verb) return { name: `${path[1]}.${word}`, kind: 'verb', text: verb.text, rows: verb.of.map((of) => of.split(' ').reverse()) };
        return told(follow(path[1], at), word);
      }
      if (facts.has(word)) {
        const fact = facts.get(word);
        return { name: word, kind: 'fact', text: fact.text, rows: fact.fields.map((each) => [each.name, ofType(each), each.text]) };
      }
      if (word.startsWith('$') && at.vars.has(word)) {
        const type = at.vars.get(word).replace(/^=/, '');
        return { name: word, kind: type, text: facts.get(type)?.text || 'A value that is bound in this rule.' };
      }
      return told(pattern(at.open, facts), word) || (LANGUAGE[word] ? { name: word, kind: 'language', text: LANGUAGE[word] } : null);
    };
    const told = (type, name) => {
      const known = field(type, name);
      return known ? { name: `${type}.${name}`, kind: ofType(known), text: known.text, rows: known.words.filter(Boolean).map((word) => [`"${word}"`]) } : null;
    };
    return { completions, about, newRule };
  };
  return { of };
})();
