// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.nio.ByteOrder;
import java.util.List;

import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * How a row of a table stands in a Parquet file: its position in the file, its key, its cells under the names of their columns, and
 * the cells that are not of their column's kind (missing ones with a reason, whole numbers among floating ones) once more as bytes.
 */
final class RowSchema {

    static final int POSITION = 0;
    static final int KEY = 1;
    static final int OTHER = 2;
    static final int CELLS = 3;

    /** The order of the bytes of a vector's doubles. */
    static final ByteOrder VECTORS = ByteOrder.LITTLE_ENDIAN;

    private RowSchema() {}

    static MessageType of(List<SpecRecord.Column> columns) {
        var message = Types.buildMessage()
                .addField(Types.required(INT64).named("position"))
                .addField(Types.required(BINARY).as(stringType()).named("key"))
                .addField(Types.optional(BINARY).named("other"));
        if (!columns.isEmpty()) { // Parquet has no empty groups
            var cells = Types.requiredGroup();
            columns.forEach(c -> cells.addField(field(c)));
            message.addField(cells.named("cells"));
        }
        return message.named("row");
    }

    /** Only the keys. */
    static MessageType keys() {
        return Types.buildMessage()
                .addField(Types.required(BINARY).as(stringType()).named("key"))
                .named("row");
    }

    private static Type field(SpecRecord.Column column) {
        return switch (column.kind()) {
            case TEXT -> Types.optional(BINARY).as(stringType()).named(column.name());
            case INT -> optional(INT32, column);
            case LONG -> optional(INT64, column);
            case DOUBLE -> optional(DOUBLE, column);
            case BOOLEAN -> optional(BOOLEAN, column);
            case VECTOR -> optional(BINARY, column); // a list would have two levels around each number
            case TEXTS -> list(column, Types.required(BINARY).as(stringType()).named("element"));
        };
    }

    private static Type optional(PrimitiveTypeName type, SpecRecord.Column column) {
        return Types.optional(type).named(column.name());
    }

    private static GroupType list(SpecRecord.Column column, Type element) {
        return Types.optionalList().element(element).named(column.name());
    }
}
