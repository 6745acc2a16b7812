import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.*;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.IntervalStringStyles;
import org.apache.spark.sql.catalyst.util.IntervalUtils;
import org.apache.spark.sql.types.*;
import scala.jdk.javaapi.CollectionConverters;

/** Answers statements as Spark does: a line of JSON in, `{"sql"}`; a line out, in the form of `sql-answers.jsonl`. */
final class Answers {
  private static final ObjectMapper json = new ObjectMapper();
  private static final JsonNodeFactory node = JsonNodeFactory.instance;
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  public static void main(String[] arguments) throws IOException {
    // What a library prints is no answer.
    System.setOut(System.err);
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", arguments[0])
            .config("spark.sql.catalogImplementation", "in-memory")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.maxPlanStringLength", "1000")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .getOrCreate();
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      ObjectNode asked = (ObjectNode) json.readTree(line);
      answer(spark, asked);
      out.println(json.writeValueAsString(asked));
      if (!in.ready()) out.flush();
    }
    out.flush();
    spark.stop();
  }

  private static void answer(SparkSession spark, ObjectNode asked) {
    try {
      JsonNode setup = asked.get("setup");
      if (setup != null) for (JsonNode each : setup) spark.sql(each.asText());
      var data = spark.sql(asked.get("sql").asText());
      StructType type = data.schema();
      ArrayNode schema = node.arrayNode();
      for (StructField field : type.fields()) schema.addArray().add(field.name()).add(name(field.dataType()));
      ArrayNode rows = node.arrayNode();
      for (Row row : data.collectAsList()) {
        ArrayNode cells = rows.addArray();
        for (int i = 0; i < row.length(); i++) cells.add(cell(row.get(i), type.fields()[i].dataType()));
      }
      asked.set("schema", schema);
      asked.set("rows", rows);
    } catch (Throwable failed) {
      ObjectNode error = asked.putObject("error");
      Throwable told = failed;
      while (!(told instanceof SparkThrowable && ((SparkThrowable) told).getCondition() != null) && told.getCause() != null)
        told = told.getCause();
      boolean known = told instanceof SparkThrowable && ((SparkThrowable) told).getCondition() != null;
      error.put("class", known ? ((SparkThrowable) told).getCondition() : "UNKNOWN");
      error.put("sqlstate", known ? String.valueOf(((SparkThrowable) told).getSqlState()) : "");
      if (!known) error.put("message", String.valueOf(told));
    }
  }

  private static String name(DataType type) {
    if (type instanceof ArrayType) return "ARRAY<" + name(((ArrayType) type).elementType()) + ">";
    if (type instanceof MapType) return "MAP<" + name(((MapType) type).keyType()) + ", " + name(((MapType) type).valueType()) + ">";
    if (type instanceof StructType) {
      var fields = new StringBuilder();
      for (StructField field : ((StructType) type).fields())
        fields.append(fields.length() > 0 ? ", " : "").append(field.name()).append(": ").append(name(field.dataType()));
      return "STRUCT<" + fields + ">";
    }
    return type.sql().toUpperCase().replaceAll(" COLLATE .*", "");
  }

  private static JsonNode cell(Object value, DataType type) {
    if (value == null) return node.nullNode();
    if (type instanceof ArrayType) {
      ArrayNode all = node.arrayNode();
      for (Object each : CollectionConverters.asJava((scala.collection.Iterable<?>) value)) all.add(cell(each, ((ArrayType) type).elementType()));
      return all;
    }
    if (type instanceof MapType) {
      ArrayNode all = node.arrayNode();
      CollectionConverters.asJava((scala.collection.Map<?, ?>) value)
          .forEach((k, v) -> all.addArray().add(cell(k, ((MapType) type).keyType())).add(cell(v, ((MapType) type).valueType())));
      return all;
    }
    if (type instanceof StructType) {
      ObjectNode all = node.objectNode();
      StructField[] fields = ((StructType) type).fields();
      for (int i = 0; i < fields.length; i++) all.set(fields[i].name(), cell(((Row) value).get(i), fields[i].dataType()));
      return all;
    }
    if (value instanceof Boolean) return node.booleanNode((Boolean) value);
    if (value instanceof Double || value instanceof Float) {
      double number = value instanceof Float ? Double.parseDouble(value.toString()) : (Double) value;
      return Double.isNaN(number) || Double.isInfinite(number) ? node.textNode(String.valueOf(number)) : node.numberNode(number);
    }
    if (value instanceof BigDecimal) return node.textNode(((BigDecimal) value).toPlainString());
    if (value instanceof byte[]) return node.textNode(Base64.getEncoder().encodeToString((byte[]) value));
    if (type instanceof YearMonthIntervalType) {
      var months = (YearMonthIntervalType) type;
      int total = (int) ((Period) value).toTotalMonths();
      return node.textNode(IntervalUtils.toYearMonthIntervalString(total, IntervalStringStyles.ANSI_STYLE(), months.startField(), months.endField()));
    }
    if (type instanceof DayTimeIntervalType) {
      var days = (DayTimeIntervalType) type;
      long micros = IntervalUtils.durationToMicros((Duration) value);
      return node.textNode(IntervalUtils.toDayTimeIntervalString(micros, IntervalStringStyles.ANSI_STYLE(), days.startField(), days.endField()));
    }
    if (value instanceof Instant) return node.textNode(MOMENT.format(((Instant) value).atOffset(ZoneOffset.UTC)) + "Z");
    if (value instanceof LocalDateTime) return node.textNode(MOMENT.format((LocalDateTime) value));
    return node.textNode(String.valueOf(value));
  }
}
