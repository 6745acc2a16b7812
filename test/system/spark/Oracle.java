import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.*;
import java.nio.charset.StandardCharsets;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkSqlParser;

/** Lexes and parses statements with Spark's own parser: a line of JSON in, `{"id","sql"}`; a line out. */
final class Oracle {
  // A reader of lines may take U+2028 for the end of one.
  private static final ObjectMapper json = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final SparkSqlParser parser = new SparkSqlParser();

  public static void main(String[] arguments) throws IOException {
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
      tellPlan(plan, told.putArray("plan"), 0, "");
      tellTables(plan, told.putArray("tables"));
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

  /**
   * Every node of a plan as `class<tab>its fields that are true, and its options`. Inner plans of commands included; what
   * an EXPLAIN only plans begins with a tilde.
   */
  private static void tellPlan(LogicalPlan plan, ArrayNode told, int depth, String mark) {
    told.add(mark + plan.getClass().getSimpleName() + "\t" + fields(plan));
    if (names != null) tellName(plan);
    if (depth > 200) return;
    if (plan.getClass().getSimpleName().equals("ExplainCommand")) mark = "~";
    tellAll(plan.children(), told, depth, mark);
    tellAll(plan.innerChildren(), told, depth, mark);
    tellFunctions(plan, told, mark);
    for (int place = 0; place < plan.productArity(); place++) tellElement(plan, plan.productElement(place), told, depth, mark);
  }

  /**
   * The name of every table, its parts with U+001F between them, once names that a WITH gives are put in; `name()` where a
   * function makes the rows, `?` where Spark computes the name.
   */
  private static void tellTables(LogicalPlan plan, ArrayNode told) {
    LogicalPlan known = plan;
    try {
      known = org.apache.spark.sql.catalyst.analysis.CTESubstitution$.MODULE$.apply(plan);
    } catch (Throwable refused) {
      // Spark would not run it; its names are told as they stand.
    }
    var nodes = json.createArrayNode();
    names = told;
    tellPlan(known, nodes, 0, "");
    names = null;
    variables.clear();
  }

  private static ArrayNode names;
  private static final java.util.Set<LogicalPlan> variables = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());

  private static void tellName(LogicalPlan plan) {
    String kind = plan.getClass().getSimpleName();
    if (kind.matches("(Create|Drop)Variable")) plan.children().foreach(variables::add);
    if (variables.contains(plan)) return;
    if (kind.equals("PlanWithUnresolvedIdentifier")) names.add("?");
    if (kind.equals("CreateTableLikeCommand")) for (int place = 0; place < 2; place++) names.add(String.valueOf(plan.productElement(place)));
    boolean isTable = kind.matches("UnresolvedRelation|UnresolvedTable|UnresolvedView|UnresolvedTableOrView|UnresolvedIdentifier|UnresolvedTableValuedFunction");
    if (isTable && plan.productElement(0) instanceof scala.collection.Seq<?> parts)
      names.add(parts.mkString("\u001f") + (kind.endsWith("Function") ? "()" : ""));
  }

  private static void tellElement(LogicalPlan plan, Object element, ArrayNode told, int depth, String mark) {
    if (element instanceof scala.Some<?> some) element = some.value();
    if (element instanceof LogicalPlan inner && !plan.children().contains(inner)) tellPlan(inner, told, depth + 1, mark);
    if (element instanceof scala.collection.Seq<?> several) tellAll(several, told, depth, mark);
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

  private static void tellAll(scala.collection.Seq<?> several, ArrayNode told, int depth, String mark) {
    for (int place = 0; place < several.length(); place++) {
      if (several.apply(place) instanceof LogicalPlan inner) tellPlan(inner, told, depth + 1, mark);
    }
  }

  private static void tellFunctions(LogicalPlan plan, ArrayNode told, String mark) {
    var expressions = plan.expressions();
    for (int place = 0; place < expressions.length(); place++) tellExpression(expressions.apply(place), told, 0, mark);
  }

  private static void tellExpression(org.apache.spark.sql.catalyst.expressions.Expression expression, ArrayNode told, int depth, String mark) {
    if (expression instanceof org.apache.spark.sql.catalyst.analysis.UnresolvedFunction call) {
      told.add(mark + "Function\t" + call.nameParts().mkString("\u001f"));
    }
    if (expression instanceof org.apache.spark.sql.catalyst.expressions.PlanExpression<?> query && query.plan() instanceof LogicalPlan inner) {
      tellPlan(inner, told, 0, mark);
    }
    if (depth > 500) return;
    var children = expression.children();
    for (int place = 0; place < children.length(); place++) tellExpression(children.apply(place), told, depth + 1, mark);
  }
}
