// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.signature;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.embedded.tests.signature.ScannedClass.Lambda;
import org.braggwise.embedded.tests.signature.ScannedClass.Member;
import org.braggwise.embedded.tests.signature.ScannedClass.Use;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/** Reads a class file by ASM. Of the types that it refers to only KNIME's are kept. */
final class ClassScan extends ClassVisitor {

    private static final int API = Opcodes.ASM9;
    private static final Pattern KNIME = Pattern.compile("org/knime/[\\w/$]+");

    private final ScannedClass m_class = new ScannedClass();

    private ClassScan() {
        super(API);
    }

    static ScannedClass scan(byte[] classFile) {
        var scan = new ClassScan();
        new ClassReader(classFile).accept(scan, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        return scan.m_class;
    }

    private void types(String text) {
        if (text != null) {
            for (Matcher m = KNIME.matcher(text); m.find(); ) {
                m_class.types.add(m.group());
            }
        }
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        m_class.name = name;
        m_class.access = access;
        m_class.superName = superName;
        m_class.interfaces = List.of(interfaces);
        m_class.record = (access & Opcodes.ACC_RECORD) != 0;
        types(superName);
        types(signature);
        m_class.interfaces.forEach(this::types);
    }

    /** A nested class has its modifiers here: the class file itself knows neither protected nor static. */
    @Override
    public void visitInnerClass(String name, String outerName, String innerName, int access) {
        if (name.equals(m_class.name)) {
            m_class.access = access;
        }
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        types(descriptor);
        return new Values();
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        types(descriptor);
        types(signature);
        m_class.members.add(new Member(name + ":" + descriptor, false, access, List.of(), signature));
        return new FieldVisitor(API) {
            @Override
            public AnnotationVisitor visitAnnotation(String d, boolean visible) {
                types(d);
                return new Values();
            }
        };
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        types(descriptor);
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        types(descriptor);
        types(signature);
        List<String> thrown = exceptions == null ? List.of() : List.of(exceptions);
        thrown.forEach(this::types);
        m_class.members.add(new Member(name + descriptor, true, access, thrown, signature));
        return new Body(m_class.name + "." + name);
    }

    /** What annotations refer to. */
    private final class Values extends AnnotationVisitor {

        Values() {
            super(API);
        }

        @Override
        public void visit(String name, Object value) {
            types(value instanceof Type ? value.toString() : null);
        }

        @Override
        public void visitEnum(String name, String descriptor, String value) {
            types(descriptor);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String name, String descriptor) {
            types(descriptor);
            return this;
        }

        @Override
        public AnnotationVisitor visitArray(String name) {
            return this;
        }
    }

    /** What code refers to. */
    private final class Body extends MethodVisitor {

        private final String m_where;

        Body(String where) {
            super(API);
            m_where = where;
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            types(descriptor);
            return new Values();
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            types(type);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            types(descriptor);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            types(type);
        }

        @Override
        public void visitLdcInsn(Object value) {
            types(value instanceof Type ? value.toString() : null);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            types(owner);
            types(descriptor);
            boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
            m_class.uses.add(new Use(owner, name + ":" + descriptor, isStatic, false, false, m_where));
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            types(owner);
            types(descriptor);
            m_class.uses.add(
                    new Use(owner, name + descriptor, opcode == Opcodes.INVOKESTATIC, isInterface, true, m_where));
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            types(descriptor);
            for (Object a : arguments) {
                types(a instanceof Type ? a.toString() : null);
                if (a instanceof Handle h) {
                    types(h.getOwner());
                    types(h.getDesc());
                    boolean field = h.getTag() <= Opcodes.H_PUTSTATIC;
                    m_class.uses.add(new Use(
                            h.getOwner(),
                            h.getName() + (field ? ":" : "") + h.getDesc(),
                            h.getTag() == Opcodes.H_INVOKESTATIC
                                    || h.getTag() == Opcodes.H_GETSTATIC
                                    || h.getTag() == Opcodes.H_PUTSTATIC,
                            h.isInterface(),
                            !field,
                            m_where));
                }
            }
            if ("java/lang/invoke/LambdaMetafactory".equals(bootstrap.getOwner())) {
                m_class.lambdas.add(new Lambda(
                        Type.getReturnType(descriptor).getInternalName(),
                        name + ((Type) arguments[0]).getDescriptor(),
                        m_where));
            }
        }
    }
}
