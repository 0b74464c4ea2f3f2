using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PeopleInDetail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsClosed",
                schema: "platform",
                table: "units",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                schema: "platform",
                table: "people",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Staff");

            migrationBuilder.AddColumn<DateOnly>(
                name: "LeavesOn",
                schema: "platform",
                table: "people",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MentorId",
                schema: "platform",
                table: "people",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                schema: "platform",
                table: "people",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "deputies",
                schema: "platform",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    DeputyId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deputies", x => x.Id);
                    table.ForeignKey(
                        name: "FK_deputies_people_DeputyId",
                        column: x => x.DeputyId,
                        principalSchema: "platform",
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_deputies_people_PersonId",
                        column: x => x.PersonId,
                        principalSchema: "platform",
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "future_moves",
                schema: "platform",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    UnitId = table.Column<Guid>(type: "uuid", nullable: true),
                    ManagerId = table.Column<Guid>(type: "uuid", nullable: true),
                    JobTitle = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    PlannedById = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_future_moves", x => x.Id);
                    table.ForeignKey(
                        name: "FK_future_moves_people_ManagerId",
                        column: x => x.ManagerId,
                        principalSchema: "platform",
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_future_moves_people_PersonId",
                        column: x => x.PersonId,
                        principalSchema: "platform",
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_future_moves_units_UnitId",
                        column: x => x.UnitId,
                        principalSchema: "platform",
                        principalTable: "units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "person_attributes",
                schema: "platform",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Choices = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_attributes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "person_terms",
                schema: "platform",
                columns: table => new
                {
                    Term = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_terms", x => new { x.Term, x.PersonId });
                    table.ForeignKey(
                        name: "FK_person_terms_people_PersonId",
                        column: x => x.PersonId,
                        principalSchema: "platform",
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_attribute_values",
                schema: "platform",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    AttributeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Value = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    SearchText = table.Column<string>(type: "character varying(800)", maxLength: 800, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_attribute_values", x => new { x.PersonId, x.AttributeId });
                    table.ForeignKey(
                        name: "FK_person_attribute_values_people_PersonId",
                        column: x => x.PersonId,
                        principalSchema: "platform",
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_person_attribute_values_person_attributes_AttributeId",
                        column: x => x.AttributeId,
                        principalSchema: "platform",
                        principalTable: "person_attributes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_people_Email",
                schema: "platform",
                table: "people",
                column: "Email");

            migrationBuilder.CreateIndex(
                name: "IX_people_IsActive_LeavesOn",
                schema: "platform",
                table: "people",
                columns: new[] { "IsActive", "LeavesOn" });

            migrationBuilder.CreateIndex(
                name: "IX_people_MentorId",
                schema: "platform",
                table: "people",
                column: "MentorId");

            migrationBuilder.CreateIndex(
                name: "IX_deputies_DeputyId",
                schema: "platform",
                table: "deputies",
                column: "DeputyId");

            migrationBuilder.CreateIndex(
                name: "IX_deputies_PersonId",
                schema: "platform",
                table: "deputies",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_future_moves_ManagerId",
                schema: "platform",
                table: "future_moves",
                column: "ManagerId");

            migrationBuilder.CreateIndex(
                name: "IX_future_moves_PersonId",
                schema: "platform",
                table: "future_moves",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_future_moves_State_On_Id",
                schema: "platform",
                table: "future_moves",
                columns: new[] { "State", "On", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_future_moves_UnitId",
                schema: "platform",
                table: "future_moves",
                column: "UnitId");

            migrationBuilder.CreateIndex(
                name: "IX_person_attribute_values_AttributeId_SearchText_PersonId",
                schema: "platform",
                table: "person_attribute_values",
                columns: new[] { "AttributeId", "SearchText", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_person_attributes_Name",
                schema: "platform",
                table: "person_attributes",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_person_terms_PersonId",
                schema: "platform",
                table: "person_terms",
                column: "PersonId");

            migrationBuilder.AddForeignKey(
                name: "FK_people_people_MentorId",
                schema: "platform",
                table: "people",
                column: "MentorId",
                principalSchema: "platform",
                principalTable: "people",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_people_people_MentorId",
                schema: "platform",
                table: "people");

            migrationBuilder.DropTable(
                name: "deputies",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "future_moves",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "person_attribute_values",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "person_terms",
                schema: "platform");

            migrationBuilder.DropTable(
                name: "person_attributes",
                schema: "platform");

            migrationBuilder.DropIndex(
                name: "IX_people_Email",
                schema: "platform",
                table: "people");

            migrationBuilder.DropIndex(
                name: "IX_people_IsActive_LeavesOn",
                schema: "platform",
                table: "people");

            migrationBuilder.DropIndex(
                name: "IX_people_MentorId",
                schema: "platform",
                table: "people");

            migrationBuilder.DropColumn(
                name: "IsClosed",
                schema: "platform",
                table: "units");

            migrationBuilder.DropColumn(
                name: "Kind",
                schema: "platform",
                table: "people");

            migrationBuilder.DropColumn(
                name: "LeavesOn",
                schema: "platform",
                table: "people");

            migrationBuilder.DropColumn(
                name: "MentorId",
                schema: "platform",
                table: "people");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                schema: "platform",
                table: "people");
        }
    }
}
