import org.antlr.v4.runtime.CharStreams;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;

/** The keywords of Spark's lexer that have one spelling, one to a line. */
final class Keywords {
  public static void main(String[] arguments) {
    var vocabulary = new SqlBaseLexer(CharStreams.fromString("")).getVocabulary();
    for (int type = 1; type <= vocabulary.getMaxTokenType(); type++) {
      String literal = vocabulary.getLiteralName(type);
      if (literal != null && literal.matches("'\\w+'")) System.out.println(literal.substring(1, literal.length() - 1));
    }
  }
}
