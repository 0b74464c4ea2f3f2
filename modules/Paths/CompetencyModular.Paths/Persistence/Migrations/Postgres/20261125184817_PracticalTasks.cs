using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Paths.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PracticalTasks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AssessedBy",
                schema: "paths",
                table: "course_items",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Trainers");

            migrationBuilder.AddColumn<string>(
                name: "Criteria",
                schema: "paths",
                table: "course_items",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.CreateTable(
                name: "task_submissions",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    EnrolmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    CourseId = table.Column<Guid>(type: "uuid", nullable: false),
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Instructions = table.Column<string>(type: "text", nullable: false),
                    Criteria = table.Column<string>(type: "text", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    AssessorId = table.Column<Guid>(type: "uuid", nullable: true),
                    TouchedAt = table.Column<long>(type: "bigint", nullable: false),
                    HandedInAt = table.Column<long>(type: "bigint", nullable: true),
                    JudgedAt = table.Column<long>(type: "bigint", nullable: true),
                    JudgedById = table.Column<Guid>(type: "uuid", nullable: true),
                    Feedback = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_task_submissions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_task_submissions_course_items_ItemId",
                        column: x => x.ItemId,
                        principalSchema: "paths",
                        principalTable: "course_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_task_submissions_enrolments_EnrolmentId",
                        column: x => x.EnrolmentId,
                        principalSchema: "paths",
                        principalTable: "enrolments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "submission_files",
                schema: "paths",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SubmissionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Area = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Length = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_submission_files", x => x.Id);
                    table.ForeignKey(
                        name: "FK_submission_files_task_submissions_SubmissionId",
                        column: x => x.SubmissionId,
                        principalSchema: "paths",
                        principalTable: "task_submissions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_submission_files_SubmissionId",
                schema: "paths",
                table: "submission_files",
                column: "SubmissionId");

            migrationBuilder.CreateIndex(
                name: "IX_task_submissions_AssessorId_State",
                schema: "paths",
                table: "task_submissions",
                columns: new[] { "AssessorId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_task_submissions_EnrolmentId_ItemId_Number",
                schema: "paths",
                table: "task_submissions",
                columns: new[] { "EnrolmentId", "ItemId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_task_submissions_ItemId",
                schema: "paths",
                table: "task_submissions",
                column: "ItemId");

            migrationBuilder.CreateIndex(
                name: "IX_task_submissions_JudgedById",
                schema: "paths",
                table: "task_submissions",
                column: "JudgedById");

            migrationBuilder.CreateIndex(
                name: "IX_task_submissions_PersonId_CourseId_ItemId",
                schema: "paths",
                table: "task_submissions",
                columns: new[] { "PersonId", "CourseId", "ItemId" });

            migrationBuilder.CreateIndex(
                name: "IX_task_submissions_State_HandedInAt",
                schema: "paths",
                table: "task_submissions",
                columns: new[] { "State", "HandedInAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "submission_files",
                schema: "paths");

            migrationBuilder.DropTable(
                name: "task_submissions",
                schema: "paths");

            migrationBuilder.DropColumn(
                name: "AssessedBy",
                schema: "paths",
                table: "course_items");

            migrationBuilder.DropColumn(
                name: "Criteria",
                schema: "paths",
                table: "course_items");
        }
    }
}
