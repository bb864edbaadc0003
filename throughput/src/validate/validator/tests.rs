// SPDX-License-Identifier: GPL-3.0-only

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use super::*;
use crate::validate::pov::tests::{candidate, header, validation_data};
use polkadot_parachain_primitives::primitives::HeadData;
use wasm_encoder::{
	CodeSection, ConstExpr, DataSection, ExportKind, ExportSection, Function, FunctionSection,
	GlobalSection, GlobalType, Instruction, MemorySection, MemoryType, Module, TypeSection,
	ValType,
};

/// First byte that the allocator may give out: what the modules answer lies below.
const HEAP_BASE: i32 = 32 * 1024;

/// A runtime whose `validate_block` consists of these instructions, with `data` at the start of its memory.
fn runtime(instructions: &[Instruction], data: &[u8]) -> Vec<u8> {
	let mut types = TypeSection::new();
	types.ty().function([ValType::I32, ValType::I32], [ValType::I64]);
	let mut functions = FunctionSection::new();
	functions.function(0);
	let mut memories = MemorySection::new();
	memories.memory(MemoryType {
		minimum: 1,
		maximum: None,
		memory64: false,
		shared: false,
		page_size_log2: None,
	});
	let mut globals = GlobalSection::new();
	let constant = GlobalType { val_type: ValType::I32, mutable: false, shared: false };
	globals.global(constant, &ConstExpr::i32_const(HEAP_BASE));
	let mut exports = ExportSection::new();
	exports.export("memory", ExportKind::Memory, 0);
	exports.export("__heap_base", ExportKind::Global, 0);
	exports.export("validate_block", ExportKind::Func, 0);
	let mut body = Function::new([]);
	for instruction in instructions.iter().chain(&[Instruction::End]) {
		body.instruction(instruction);
	}
	let mut code = CodeSection::new();
	code.function(&body);
	let mut contents = DataSection::new();
	contents.active(0, &ConstExpr::i32_const(0), data.iter().copied());
	let mut module = Module::new();
	module.section(&types).section(&functions).section(&memories).section(&globals);
	module.section(&exports).section(&code).section(&contents);
	module.finish()
}

/// A runtime that answers `output`, whatever it is asked.
fn answering(output: &[u8]) -> Validator {
	let length = i64::try_from(output.len()).unwrap();
	Validator::prepare(&runtime(&[Instruction::I64Const(length << 32)], output)).unwrap()
}

fn result(head: Vec<u8>) -> Vec<u8> {
	ValidationResult {
		head_data: HeadData(head),
		new_validation_code: None,
		upward_messages: Default::default(),
		horizontal_messages: Default::default(),
		processed_downward_messages: 0,
		hrmp_watermark: 77,
	}
	.encode()
}

fn refusal(validator: &Validator, candidate: &Candidate) -> String {
	validator.execute(candidate).unwrap_err().to_string()
}

#[test]
fn a_candidate_whose_last_head_comes_out_is_accepted() {
	let validator = answering(&result(header(7).encode()));
	validator.execute(&candidate(&[5, 6, 7])).unwrap();
}

#[test]
fn a_candidate_whose_head_is_another_is_refused() {
	let validator = answering(&result(header(5).encode()));
	let error = refusal(&validator, &candidate(&[5, 6, 7]));
	let expected = format!(
		"answers the head {:?}, and the candidate's last block is {:?}",
		header(5).hash(),
		header(7).hash()
	);
	assert!(error.contains(&expected), "{error}");
}

#[test]
fn the_error_of_the_execution_is_passed_on() {
	let code = runtime(&[Instruction::Unreachable], &[]);
	let error = refusal(&Validator::prepare(&code).unwrap(), &candidate(&[5]));
	assert!(error.contains("unreachable"), "{error}");
	let error = refusal(&answering(&[1, 2, 3]), &candidate(&[5]));
	assert!(error.contains("answers no validation result"), "{error}");
}

#[test]
fn a_candidate_above_the_relay_chains_limit_is_refused() {
	let mut candidate = candidate(&[5]);
	candidate.validation_data.max_pov_size = 10;
	let error = refusal(&answering(&result(header(5).encode())), &candidate);
	assert!(error.contains("the relay chain allows 10"), "{error}");
}

#[test]
fn the_runtime_is_asked_with_the_decompressed_blocks_and_the_relay_parent() {
	// Answers what it was asked: pointer and length of the parameters.
	let echo = [
		Instruction::LocalGet(1),
		Instruction::I64ExtendI32U,
		Instruction::I64Const(32),
		Instruction::I64Shl,
		Instruction::LocalGet(0),
		Instruction::I64ExtendI32U,
		Instruction::I64Or,
	];
	let validator = Validator::prepare(&runtime(&echo, &[])).unwrap();
	let candidate = candidate(&[5]);
	let output = validator.call(&input(&candidate)).unwrap();
	let asked = ValidationParams::decode_all(&mut &output[..]).unwrap();
	assert_eq!(asked.block_data.0, candidate.block_data);
	assert_eq!(asked.parent_head, validation_data().parent_head);
	assert_eq!(asked.relay_parent_number, 77);
	assert_eq!(asked.relay_parent_storage_root, H256::repeat_byte(7));
}

#[test]
fn code_that_is_no_wasm_is_not_prepared() {
	let error = Validator::prepare(b"no wasm").err().unwrap().to_string();
	assert!(error.contains("takes the runtime for invalid"), "{error}");
}
