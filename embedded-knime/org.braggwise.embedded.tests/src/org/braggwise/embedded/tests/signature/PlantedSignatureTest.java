// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A wrong signature, planted in class files made here, is found and named. */
class PlantedSignatureTest {

    private static ScannedClass made(
            int access, String name, String superName, List<String> interfaces, Consumer<ClassWriter> members) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, access, name, null, superName, interfaces.toArray(String[]::new));
        members.accept(writer);
        writer.visitEnd();
        return ClassScan.scan(writer.toByteArray());
    }

    private static ScannedClass standIn(int access, String name, String superName, String... interfaces) {
        return made(access, name, superName, List.of(interfaces), w -> {});
    }

    private static ScannedClass rowKey(Consumer<ClassWriter> members) {
        return made(ACC_PUBLIC | ACC_FINAL, "org/knime/core/data/RowKey", "java/lang/Object", List.of(), members);
    }

    private static void method(
            ClassWriter w, int access, String name, String descriptor, String signature, String... exceptions) {
        w.visitMethod(access, name, descriptor, signature, exceptions).visitEnd();
    }

    private static void found(List<String> wrong, String expected) {
        assertEquals(1, wrong.size(), wrong::toString);
        assertTrue(wrong.get(0).contains(expected), wrong.get(0));
    }

    private static List<String> checked(ScannedClass... standIns) throws IOException {
        return StandInCheck.wrong(ClassFiles.list(), List.of(standIns));
    }

    private static List<String> checkedPlugIn(ScannedClass... classes) throws IOException {
        return PlugInCheck.wrong(ClassFiles.list(), List.of(classes));
    }

    private static ScannedClass plugIn(String superName, List<String> interfaces, Consumer<MethodVisitor> code) {
        return made(ACC_PUBLIC, "org/braggwise/Planted", superName, interfaces, w -> {
            MethodVisitor m = w.visitMethod(ACC_PUBLIC, "planted", "()V", null, null);
            m.visitCode();
            code.accept(m);
            m.visitEnd();
        });
    }

    @Test
    void rightStandInPasses() throws IOException {
        assertEquals(List.of(), checked(rowKey(w -> method(w, ACC_PUBLIC, "getString", "()Ljava/lang/String;", null))));
    }

    @Test
    void unknownClass() throws IOException {
        found(
                checked(standIn(ACC_PUBLIC, "org/knime/core/data/NoSuch", "java/lang/Object")),
                "no class of KNIME's API");
    }

    @Test
    void otherDescriptor() throws IOException {
        found(
                checked(rowKey(w -> method(w, ACC_PUBLIC, "getString", "()Ljava/lang/Object;", null))),
                "no member of KNIME's class");
    }

    @Test
    void otherAccess() throws IOException {
        found(checked(rowKey(w -> method(w, ACC_PROTECTED, "getString", "()Ljava/lang/String;", null))), "flags");
    }

    @Test
    void notStatic() throws IOException {
        found(
                checked(rowKey(w -> method(w, ACC_PUBLIC, "createRowKey", "(J)Lorg/knime/core/data/RowKey;", null))),
                "flags");
    }

    @Test
    void otherException() throws IOException {
        found(
                checked(rowKey(
                        w -> method(w, ACC_PUBLIC, "getString", "()Ljava/lang/String;", null, "java/io/IOException"))),
                "exceptions");
    }

    @Test
    void otherGenerics() throws IOException {
        found(
                checked(made(
                        ACC_PUBLIC | ACC_FINAL,
                        "org/knime/core/data/DataTableSpec",
                        "java/lang/Object",
                        List.of(),
                        w -> method(
                                w,
                                ACC_PUBLIC,
                                "getProperties",
                                "()Ljava/util/Map;",
                                "()Ljava/util/Map<Ljava/lang/String;Ljava/lang/Object;>;"))),
                "generic signature");
    }

    @Test
    void otherKind() throws IOException {
        found(checked(standIn(ACC_PUBLIC | ACC_ABSTRACT, "org/knime/core/data/DataRow", "java/lang/Object")), "flags");
    }

    @Test
    void otherSuperClass() throws IOException {
        found(
                checked(
                        standIn(ACC_PUBLIC | ACC_ABSTRACT, "org/knime/core/data/DataCell", "java/lang/Object"),
                        standIn(ACC_PUBLIC | ACC_FINAL, "org/knime/core/data/def/StringCell", "java/lang/Object")),
                "super classes");
    }

    @Test
    void strangeInterface() throws IOException {
        found(
                checked(standIn(
                        ACC_PUBLIC | ACC_FINAL,
                        "org/knime/core/data/RowKey",
                        "java/lang/Object",
                        "java/lang/Comparable")),
                "implements java/lang/Comparable");
    }

    @Test
    void plugInUsesMemberThatIsNot() throws IOException {
        found(
                checkedPlugIn(plugIn(
                        "java/lang/Object",
                        List.of(),
                        m -> m.visitMethodInsn(
                                Opcodes.INVOKEVIRTUAL,
                                "org/knime/core/data/RowKey",
                                "getText",
                                "()Ljava/lang/String;",
                                false))),
                "getText");
    }

    @Test
    void plugInCallsObjectsMethodAsStatic() throws IOException {
        found(
                checkedPlugIn(plugIn(
                        "java/lang/Object",
                        List.of(),
                        m -> m.visitMethodInsn(
                                Opcodes.INVOKESTATIC,
                                "org/knime/core/data/vector/doublevector/DoubleVectorCellFactory",
                                "getDataType",
                                "()Lorg/knime/core/data/DataType;",
                                false))),
                "as static");
    }

    @Test
    void plugInUsesInternalPackage() throws IOException {
        List<String> wrong = checkedPlugIn(plugIn(
                "java/lang/Object",
                List.of(),
                m -> m.visitTypeInsn(Opcodes.NEW, "org/knime/core/webui/data/InitialDataService")));
        assertEquals(1, wrong.size(), wrong::toString);
        assertTrue(wrong.get(0).contains("internal") || wrong.get(0).contains("no class"), wrong.get(0));
    }

    @Test
    void plugInTakesClassForInterface() throws IOException {
        found(
                checkedPlugIn(plugIn(
                        "java/lang/Object",
                        List.of(),
                        m -> m.visitMethodInsn(
                                Opcodes.INVOKEVIRTUAL, "org/knime/core/data/DataRow", "getNumCells", "()I", false))),
                "as of a class");
    }

    @Test
    void plugInReadsAnnotation() throws IOException {
        assertEquals(
                List.of(),
                checkedPlugIn(plugIn(
                        "java/lang/Object",
                        List.of(),
                        m -> m.visitMethodInsn(
                                Opcodes.INVOKEINTERFACE,
                                "org/knime/node/parameters/Widget",
                                "title",
                                "()Ljava/lang/String;",
                                true))));
    }

    @Test
    void plugInUsesProtectedMember() throws IOException {
        found(
                checkedPlugIn(plugIn(
                        "java/lang/Object",
                        List.of(),
                        m -> m.visitMethodInsn(
                                Opcodes.INVOKEVIRTUAL,
                                "org/knime/core/data/DataCell",
                                "equalsDataCell",
                                "(Lorg/knime/core/data/DataCell;)Z",
                                false))),
                "protected");
    }

    @Test
    void plugInExtendsSealedInterface() throws IOException {
        List<String> wrong = checkedPlugIn(made(
                ACC_PUBLIC | ACC_ABSTRACT | ACC_INTERFACE,
                "org/braggwise/Planted",
                "java/lang/Object",
                List.of("org/knime/node/parameters/widget/choices/ChoicesStateProvider"),
                w -> {}));
        found(wrong, "sealed");
    }

    @Test
    void plugInLeavesMethodAbstract() throws IOException {
        found(
                checkedPlugIn(plugIn("java/lang/Object", List.of("org/knime/core/node/port/PortObjectSpec"), m -> {})),
                "getViews()[Ljavax/swing/JComponent; abstract");
    }

    @Test
    void plugInOverridesFinalMethod() throws IOException {
        List<String> wrong = checkedPlugIn(made(
                ACC_PUBLIC | ACC_ABSTRACT,
                "org/braggwise/Planted",
                "org/knime/core/data/DataCell",
                List.of(),
                w -> method(w, ACC_PUBLIC, "getType", "()Lorg/knime/core/data/DataType;", null)));
        found(wrong, "which is final");
    }

    @Test
    void plugInMakesLambdaOfInterfaceWithMoreMethods() throws IOException {
        var scanned = new ScannedClass();
        scanned.name = "org/braggwise/Planted";
        scanned.superName = "java/lang/Object";
        scanned.access = ACC_PUBLIC | ACC_STATIC;
        scanned.lambdas.add(new ScannedClass.Lambda(
                "org/knime/node/DefaultModel$ExecuteOutput",
                "setWarningMessage(Ljava/lang/String;)V",
                "Planted.planted"));
        found(checkedPlugIn(scanned), "lambda");
    }
}
