import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.antlr.v4.runtime.*;
import org.antlr.v4.runtime.atn.*;
import org.apache.spark.sql.catalyst.parser.*;

/** Random sentences of Spark's own grammar, one to a line: `Sentences seed count rule`. */
final class Sentences {
  private static final SqlBaseParser parser = new SqlBaseParser(new CommonTokenStream(new SqlBaseLexer(CharStreams.fromString(""))));
  private static final ATN atn = parser.getATN();
  private static final int never = Integer.MAX_VALUE / 4;
  private static final Map<ATNState, Integer> costs = leastTokens();
  /** Forms of frequent parts, so that sentences stay short; the grammar itself is followed one time in so many. */
  private static final Map<String, String[]> forms = Map.of(
      "identifier", new String[] {"a", "b", "t", "delete", "insert", "secret", "`q`", "id"},
      "errorCapturingIdentifier", new String[] {"a", "t", "x", "`set`"},
      "strictIdentifier", new String[] {"a", "replace", "u"},
      "stringLit", new String[] {"'x'", "'/p'", "\"s\"", "''"},
      "dataType", new String[] {"INT", "STRING", "DATE"},
      "query", new String[] {"SELECT a FROM t", "SELECT 1", "VALUES (1)", "TABLE t"},
      "queryTerm", new String[] {"SELECT a FROM t", "SELECT 1"},
      "expression", new String[] {"a", "1", "b = 1", "f ( a )", "'x'"},
      "booleanExpression", new String[] {"a", "b = 1", "a = a", "true"},
      "valueExpression", new String[] {"a", "1", "t . a"});
  private static Random random;
  private static List<String> made;
  private static int wanted;

  public static void main(String[] arguments) {
    random = new Random(Long.parseLong(arguments[0]));
    int rule = parser.getRuleIndex(arguments[2]);
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    for (int count = Integer.parseInt(arguments[1]); count > 0; count--) {
      made = new ArrayList<>();
      wanted = 10 + random.nextInt(50);
      follow(rule, 0);
      out.println(String.join(" ", made));
    }
    out.flush();
  }

  /** The least number of tokens from each state to the end of its rule. */
  private static Map<ATNState, Integer> leastTokens() {
    var least = new HashMap<ATNState, Integer>();
    for (boolean changed = true; changed; ) {
      changed = false;
      for (ATNState state : atn.states) {
        if (state == null) continue;
        int best = state instanceof RuleStopState ? 0 : never;
        for (Transition way : state.getTransitions()) best = Math.min(best, costOf(way, least));
        changed |= !Objects.equals(least.put(state, best), best);
      }
    }
    return least;
  }

  private static int costOf(Transition way, Map<ATNState, Integer> least) {
    int rest = least.getOrDefault(way.target, never);
    if (way instanceof RuleTransition rule) rest += least.getOrDefault(rule.followState, never) + 1;
    return Math.min(never, rest + (way.isEpsilon() ? 0 : 1));
  }

  private static void follow(int rule, int depth) {
    String[] brief = forms.get(parser.getRuleNames()[rule]);
    if (brief != null && (made.size() > wanted || random.nextInt(4) > 0)) {
      made.add(brief[random.nextInt(brief.length)]);
      return;
    }
    ATNState state = atn.ruleToStartState[rule];
    while (state != atn.ruleToStopState[rule]) {
      Transition way = choose(state.getTransitions(), made.size() > wanted || depth > 40);
      if (way instanceof RuleTransition inner) {
        follow(inner.target.ruleIndex, depth + 1);
        state = inner.followState;
      } else {
        if (!way.isEpsilon()) say(way);
        state = way.target;
      }
    }
  }

  private static Transition choose(Transition[] ways, boolean isLong) {
    int best = Arrays.stream(ways).mapToInt(way -> costOf(way, costs)).min().orElse(never);
    var possible = Arrays.stream(ways).filter(way -> isLong ? costOf(way, costs) == best : costOf(way, costs) < never).toList();
    return possible.get(random.nextInt(possible.size()));
  }

  private static void say(Transition way) {
    var vocabulary = parser.getVocabulary();
    boolean isAny = way instanceof WildcardTransition || way instanceof NotSetTransition;
    var types = isAny ? null : way.label().toList();
    int type = isAny ? 1 + random.nextInt(vocabulary.getMaxTokenType()) : types.get(random.nextInt(types.size()));
    String literal = vocabulary.getLiteralName(type);
    if (literal != null) made.add(literal.substring(1, literal.length() - 1));
    else if (type != Token.EOF) made.add(wordOf(String.valueOf(vocabulary.getSymbolicName(type))));
  }

  private static String wordOf(String token) {
    return switch (token) {
      case "IDENTIFIER" -> "x";
      case "BACKQUOTED_IDENTIFIER" -> "`q`";
      case "STRING_LITERAL" -> "'x'";
      case "DOUBLEQUOTED_STRING" -> "\"s\"";
      case "INTEGER_VALUE" -> "3";
      case "DECIMAL_VALUE" -> "1.5";
      case "EXPONENT_VALUE" -> "1e3";
      case "BIGINT_LITERAL" -> "1L";
      case "SMALLINT_LITERAL" -> "1S";
      case "TINYINT_LITERAL" -> "1Y";
      case "FLOAT_LITERAL" -> "1F";
      case "DOUBLE_LITERAL" -> "1D";
      case "BIGDECIMAL_LITERAL" -> "1BD";
      case "HENT_START" -> "/*+";
      case "HENT_END" -> "*/";
      case "NEQ" -> "<>";
      case "EQ" -> "=";
      case "SEMICOLON" -> ";";
      case "BEGIN_DOLLAR_QUOTED_STRING", "END_DOLLAR_QUOTED_STRING" -> "$$";
      default -> token;
    };
  }
}
