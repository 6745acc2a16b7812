import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.analysis.*;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.internal.SQLConf;
import scala.jdk.javaapi.CollectionConverters;

/** Lexes and parses statements with Spark's own parser: a line of JSON in, `{"id","sql","withTables"}`; a line out. */
final class Oracle {
  // A reader of lines may take U+2028 for the end of one.
  private static final ObjectMapper json = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final SparkSqlParser parser = new SparkSqlParser();

  public static void main(String[] arguments) throws IOException {
    // Parts of the language that Spark has, and does not switch on by itself.
    SQLConf.get().setConfString("spark.sql.scripting.cursorEnabled", "true");
    SQLConf.get().setConfString("spark.sql.scripting.continueHandlerEnabled", "true");
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode asked = json.readTree(line);
      out.println(json.writeValueAsString(answer(asked)));
      if (!in.ready()) out.flush();
    }
    out.flush();
  }

  private static ObjectNode answer(JsonNode asked) {
    ObjectNode told = json.createObjectNode();
    told.set("id", asked.get("id"));
    String sql = asked.get("sql").asText();
    try {
      LogicalPlan plan = parser.parsePlan(sql);
      new Walk(told.putArray("plan"), null).look(plan, "");
      if (asked.get("withTables").asBoolean()) new Walk(json.createArrayNode(), told.putArray("tables")).look(plan, "");
    } catch (Throwable refused) {
      told.remove("plan");
      return told;
    }
    ArrayNode tokens = told.putArray("tokens");
    var lexer = new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(sql)));
    lexer.removeErrorListeners();
    for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
      if (token.getChannel() == Token.DEFAULT_CHANNEL) tokens.add(token.getText());
    }
    return told;
  }

  /** A plan once names that a WITH gives are put in: Spark does so in each command on its own. */
  private static LogicalPlan withoutCommonTables(LogicalPlan plan) {
    try {
      return CTESubstitution$.MODULE$.apply(plan);
    } catch (Throwable refused) {
      // Spark would not run it; its names are told as they stand.
      return plan;
    }
  }

  /**
   * Looks at everything that a plan holds, whichever field it stands in: plans, expressions, and the lists, maps and
   * options of them. Plans are told as `class<tab>its fields that are true, and its options`, calls as
   * `Function<tab>name`; what an EXPLAIN only plans begins with a tilde. `tables` gets the name of every table, its parts
   * with U+001F between them; `name()` where a function makes the rows, `?` where Spark computes the name.
   */
  private record Walk(ArrayNode plan, ArrayNode tables, Set<Object> seen) {
    Walk(ArrayNode plan, ArrayNode tables) {
      this(plan, tables, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    void look(Object thing, String mark) {
      if (thing instanceof scala.collection.Iterable<?> several) {
        several.foreach(one -> { look(one, mark); return null; });
        return;
      }
      if (!(thing instanceof scala.Product product) || !seen.add(thing)) return;
      if (tables != null && thing instanceof UnresolvedWith list && !(withoutCommonTables(list) instanceof UnresolvedWith)) {
        look(withoutCommonTables(list), mark);
        return;
      }
      if (thing instanceof LogicalPlan node) tellPlan(node, mark);
      tellCall(product, mark);
      String inner = thing.getClass().getSimpleName().equals("ExplainCommand") ? "~" : mark;
      if (thing instanceof LogicalPlan node) {
        look(node.children(), inner);
        look(node.innerChildren(), inner);
      }
      for (int place = 0; place < product.productArity(); place++) look(product.productElement(place), inner);
    }

    private void tellPlan(LogicalPlan node, String mark) {
      String kind = node.getClass().getSimpleName();
      plan.add(mark + kind + "\t" + fields(node));
      if (tables != null) tellTable(node, kind);
      if (kind.matches("Create.*Function.*|DeclareCursor")) lookAtBody(node, mark);
    }

    private void tellTable(LogicalPlan node, String kind) {
      // The name of a variable is none of a table.
      if (kind.matches("(Create|Drop)Variable")) node.children().foreach(seen::add);
      if (kind.equals("PlanWithUnresolvedIdentifier")) tables.add("?");
      if (kind.equals("CreateTableLikeCommand")) for (int place = 0; place < 2; place++) tables.add(String.valueOf(node.productElement(place)));
      boolean isTable = kind.matches("UnresolvedRelation|UnresolvedTable|UnresolvedView|UnresolvedTableOrView|UnresolvedIdentifier|UnresolvedTableValuedFunction");
      if (isTable && node.productElement(0) instanceof scala.collection.Seq<?> parts)
        tables.add(parts.mkString("\u001f") + (kind.endsWith("Function") ? "()" : ""));
    }

    private void tellCall(scala.Product thing, String mark) {
      if (thing instanceof UnresolvedFunction call) tellFunction(call.nameParts(), mark);
      else if (thing instanceof UnresolvedTableValuedFunction call) tellFunction(call.name(), mark);
      else if (thing instanceof UnresolvedGenerator call) plan.add(mark + "Function\t" + call.name().funcName());
      else if (thing instanceof PlanWithUnresolvedIdentifier named)
        lookAtNamed(named.planBuilder().apply(nameIn(named.identifierExpr()), named.children()), mark);
      else if (thing instanceof ExpressionWithUnresolvedIdentifier named)
        lookAtNamed(named.exprBuilder().apply(nameIn(named.identifierExpr()), named.otherExprs()), mark);
    }

    private void tellFunction(scala.collection.Seq<String> name, String mark) {
      plan.add(mark + "Function\t" + name.mkString("\u001f"));
    }

    /** What stands around the name in an IDENTIFIER is only made when the name is known. */
    private void lookAtNamed(Object made, String mark) {
      new Walk(plan, null, seen).look(made, mark);
    }

    private static scala.collection.immutable.Seq<String> nameIn(Expression expression) {
      if (expression instanceof Literal text) return parser.parseMultipartIdentifier(String.valueOf(text.value()));
      return CollectionConverters.asScala(List.of("*computed*")).toSeq();
    }

    /** Spark keeps the body of a SQL function and the query of a cursor as text. */
    private void lookAtBody(LogicalPlan node, String mark) {
      var names = node.productElementNames();
      for (int place = 0; place < node.productArity(); place++) {
        String name = names.next();
        Object text = node.productElement(place) instanceof scala.Some<?> some ? some.value() : node.productElement(place);
        if (!(text instanceof String body)) continue;
        if (name.equals("exprText")) look(parser.parseExpression(body), mark);
        if (name.equals("queryText")) look(parser.parsePlan(body), mark);
      }
    }
  }

  private static String fields(LogicalPlan plan) {
    var text = new StringBuilder();
    var names = plan.productElementNames();
    for (int place = 0; place < plan.productArity(); place++) {
      String name = names.next();
      Object element = plan.productElement(place);
      if (Boolean.TRUE.equals(element)) text.append(name).append(' ');
      if (element instanceof scala.Option<?> && !name.equals("query") && !name.endsWith("Text")) text.append(name).append('=').append(clip(element)).append(' ');
      if (name.toLowerCase().endsWith("actions")) text.append(name).append('=').append(clip(element)).append(' ');
    }
    return text.toString();
  }

  private static String clip(Object element) {
    String text = String.valueOf(element);
    return text.length() > 300 ? text.substring(0, 300) : text;
  }
}
